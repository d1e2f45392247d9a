package org.hookbench.framework.hook;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.AttachType;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.sys.Errno;

/**
 * Native XDP by a link: the same place in the path as over netlink, but gone with the process, and
 * not to be replaced by anybody.
 *
 * <p>Source: {@code bpf_xdp_link_attach()} of {@code net/core/dev.c}.
 */
final class XdpLink extends LinkHook {
  @Override
  public String name() {
    return "xdpdrv-link";
  }

  @Override
  public String where() {
    return "native XDP, attached by a link";
  }

  @Override
  public String kernel() {
    return "Linux 5.9";
  }

  @Override
  public Event event() {
    return Event.CROSSED;
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(ProgramKind.XDP);
  }

  @Override
  public Optional<String> lackedBy(String link, int ipVersion) {
    return Xdp.lacksNativeXdp(link);
  }

  @Override
  BpfLink link(Target target, BpfProgram program) {
    return BpfLink.create(program, target.ifindex(), AttachType.XDP, XdpSlot.Mode.DRIVER.flags());
  }

  @Override
  Map<Integer, String> hints(Target target) {
    Map<Integer, String> hints = new HashMap<>(Xdp.hints(target));
    hints.put(
        Errno.EINVAL,
        target.isGone() ? Target.GONE : Need.of("XDP links", "5.9") + "; use hook=xdpdrv");
    return hints;
  }
}
