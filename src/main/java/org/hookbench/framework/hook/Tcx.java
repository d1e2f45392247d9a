package org.hookbench.framework.hook;

import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.AttachType;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.sys.Errno;

/**
 * TCX: tc's place in the path without a qdisc or a classifier. Programs of several owners run one
 * after the other.
 *
 * <p>Source: {@code kernel/bpf/tcx.c}.
 */
final class Tcx extends LinkHook {
  private final Side side;

  /**
   * @param side the receiver's is ingress, the sender's egress
   */
  Tcx(Side side) {
    this.side = side;
  }

  @Override
  public String name() {
    return side == Side.RECEIVER ? "tcx" : "tcx-egress";
  }

  @Override
  public String where() {
    return side == Side.RECEIVER
        ? "tcx ingress: once the skb is built, before clsact and the network stack"
        : "tcx egress: on the sender, once the stack is done, before the device";
  }

  @Override
  public String kernel() {
    return "Linux 6.6";
  }

  @Override
  public Event event() {
    return side == Side.RECEIVER ? Event.RECEIVED : Event.LEAVING;
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(ProgramKind.TC);
  }

  @Override
  public Side side() {
    return side;
  }

  @Override
  public boolean takesSeveral() {
    return true;
  }

  @Override
  BpfLink link(Target target, BpfProgram program) {
    AttachType type = side == Side.RECEIVER ? AttachType.TCX_INGRESS : AttachType.TCX_EGRESS;
    return BpfLink.create(program, target.ifindex(), type, 0);
  }

  @Override
  Map<Integer, String> hints(Target target) {
    return Map.of(
        Errno.EINVAL,
        target.isGone() ? Target.GONE : Need.of("tcx", "6.6") + "; use hook=tc",
        Errno.EEXIST,
        "this very program is there; see 'bpftool net show dev " + target.device() + "'");
  }
}
