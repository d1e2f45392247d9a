package org.hookbench.framework.hook;

import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.AttachType;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.sys.Errno;

/**
 * The choice of a listening TCP or an unconnected UDP socket for a packet that belongs to none of
 * the connected ones.
 *
 * <p>Source: {@code include/linux/filter.h}, {@code bpf_sk_lookup_run_v4()}.
 */
final class SkLookup extends LinkHook {
  @Override
  public String name() {
    return "sk_lookup";
  }

  @Override
  public String where() {
    return "socket lookup: when a packet of no connected socket looks for a listening one";
  }

  @Override
  public String kernel() {
    return "Linux 5.9";
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(ProgramKind.SK_LOOKUP);
  }

  @Override
  public Scope scope() {
    return Scope.NAMESPACE;
  }

  @Override
  public Event event() {
    return Event.CONNECTION;
  }

  @Override
  BpfLink link(Target target, BpfProgram program) {
    return BpfLink.create(program, target.namespace().fd(), AttachType.SK_LOOKUP, 0);
  }

  @Override
  Map<Integer, String> hints(Target target) {
    return Map.of(Errno.EINVAL, Need.of("sk_lookup", "5.9"));
  }
}
