package org.hookbench.framework.hook;

import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.AttachType;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.sys.Errno;

/**
 * The flow dissector of a network namespace. The kernel runs it only where it needs a packet's flow
 * and has no hash of it: in front of receive packet steering, when it chooses a transmit queue, and
 * the like. Packets of TCP and of connected UDP sockets have a hash from the start.
 *
 * <p>Source: the kernel's {@code Documentation/bpf/prog_flow_dissector.rst}.
 */
final class FlowDissector extends LinkHook {
  @Override
  public String name() {
    return "flow_dissector";
  }

  @Override
  public String where() {
    return "flow dissector: when a packet without a flow hash is steered to a CPU, before tc";
  }

  @Override
  public String kernel() {
    return "Linux 4.20; by link 5.8";
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(ProgramKind.FLOW_DISSECTOR);
  }

  @Override
  public Scope scope() {
    return Scope.NAMESPACE;
  }

  @Override
  public Event event() {
    return Event.DISSECTION;
  }

  @Override
  BpfLink link(Target target, BpfProgram program) {
    return BpfLink.create(program, target.namespace().fd(), AttachType.FLOW_DISSECTOR, 0);
  }

  @Override
  Map<Integer, String> hints(Target target) {
    String taken =
        "a flow dissector of this namespace or of the first one is there; see 'bpftool net show'";
    return Map.of(
        Errno.E2BIG,
        taken,
        Errno.EEXIST,
        taken,
        Errno.EINVAL,
        Need.of("flow dissector links", "5.8"));
  }

  @Override
  public Optional<String> lackedBy(String link, int ipVersion) {
    return Links.isOfOthers(link)
        ? Optional.of("needs packets steered (RPS), which would change the device; use link=veth")
        : Optional.empty();
  }
}
