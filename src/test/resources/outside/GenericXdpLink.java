package outside;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.HookProvider;
import org.hookbench.framework.hook.ProgramKind;
import org.hookbench.framework.hook.Target;
import org.hookbench.kernel.bpf.AttachType;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;

/** Generic XDP, attached by a link: a hook that HookBench does not have. */
public final class GenericXdpLink implements Hook, HookProvider {
  private static final int XDP_FLAGS_SKB_MODE = 1 << 1; // linux/if_link.h

  @Override
  public List<Hook> hooks() {
    return List.of(this);
  }

  @Override
  public String name() {
    return "xdpgeneric-link";
  }

  @Override
  public String where() {
    return "generic XDP, attached by a link";
  }

  @Override
  public String kernel() {
    return "Linux 5.9";
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(ProgramKind.XDP);
  }

  @Override
  public boolean detachesByItself() {
    return true;
  }

  @Override
  public Attachment attach(Target target, BpfProgram program) {
    target.namespace().requireCurrent();
    BpfLink link =
        BpfLink.create(program, target.ifindex(), AttachType.XDP, XDP_FLAGS_SKB_MODE);
    return new Attachment() {
      @Override
      public OptionalInt query() {
        return link.programId();
      }

      @Override
      public Optional<BpfLink> link() {
        return Optional.of(link);
      }

      @Override
      public void close() {
        link.close();
      }
    };
  }
}
