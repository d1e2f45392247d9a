package org.hookbench.framework.hook;

import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.netlink.Filter;
import org.hookbench.kernel.netlink.IngressQdisc;
import org.hookbench.kernel.netlink.TrafficControl;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * One side of a clsact qdisc, with a cls_bpf filter in direct-action mode: what {@code tc filter
 * add dev DEV ingress|egress bpf da} does.
 *
 * <p>Source: tc-bpf(8).
 */
final class Clsact implements Hook {
  // a handle and priority of our own ("HB"), so that a filter of somebody else's is never meant
  static final int HANDLE = 0x4842;
  static final int PRIORITY = 0x4842;

  private final Side side;
  private final Filter.At at;

  /**
   * @param side the receiver's is ingress, the sender's egress
   */
  Clsact(Side side) {
    this.side = side;
    this.at = side == Side.RECEIVER ? Filter.At.INGRESS : Filter.At.EGRESS;
  }

  @Override
  public String name() {
    return side == Side.RECEIVER ? "tc" : "tc-egress";
  }

  @Override
  public String where() {
    return side == Side.RECEIVER
        ? "clsact ingress: once the skb is built, before the network stack"
        : "clsact egress: on the sender, once the stack is done, before the device";
  }

  @Override
  public String kernel() {
    return "Linux 4.5 (clsact)";
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
  public boolean detachesByItself() {
    return false;
  }

  @Override
  public Attachment attach(Target target, BpfProgram program) {
    target.namespace().requireCurrent();
    TcFilter filter = filter(target);
    try {
      requireFittingQdisc(target);
      boolean madeClsact = filter.attach(program);
      return attachment(target, program.id(), madeClsact);
    } catch (KernelException e) {
      throw Refusal.of(this, target, e, hints(target.device()));
    }
  }

  @Override
  public Optional<Attachment> resume(Target target, boolean madeQdisc) {
    target.namespace().requireCurrent();
    int programId = filter(target).programId().orElse(0);
    return Optional.of(attachment(target, programId, madeQdisc));
  }

  private TcFilter filter(Target target) {
    return new TcFilter(target.ifindex(), at, HANDLE, PRIORITY);
  }

  private Attachment attachment(Target target, int programId, boolean madeClsact) {
    TcFilter filter = filter(target);
    return new OwnedAttachment(
        target,
        programId,
        filter::programId,
        () -> takeOff(filter, madeClsact),
        () -> {
          if (madeClsact && filter.programId().isEmpty() && !filter.hasNeighbours()) {
            filter.destroyClsact();
          }
        },
        madeClsact,
        Optional.of(filter::exchange));
  }

  /**
   * The clsact that we made goes with its filter in one call, for a process that is killed between
   * two would leave it empty. Where somebody else has put a filter at it meanwhile it stays.
   */
  private static void takeOff(TcFilter filter, boolean madeClsact) {
    if (madeClsact && !filter.hasNeighbours()) {
      filter.destroyClsact();
    } else {
      filter.detach();
    }
  }

  /**
   * The kernel takes a filter for the egress side of the qdisc ingress and runs it at ingress, so
   * the qdisc has to be asked for first.
   *
   * @throws KernelException if the device has a qdisc that does not have this side
   */
  private void requireFittingQdisc(Target target) {
    Optional<IngressQdisc> found;
    try (TrafficControl tc = TrafficControl.open()) {
      found = tc.qdisc(target.ifindex());
    }
    if (found.isEmpty()) {
      return;
    }
    IngressQdisc qdisc = found.get();
    String device = target.device();
    if (!qdisc.has(at)) {
      throw new KernelException(
          "",
          0,
          device
              + " has the qdisc "
              + qdisc.kind()
              + ", which has no egress side; use hook tcx-egress, which needs no qdisc, or replace"
              + " it, with its filters: tc qdisc del dev "
              + device
              + " "
              + qdisc.kind()
              + " && tc qdisc add dev "
              + device
              + " clsact");
    }
    if (qdisc.block(at).isPresent()) {
      throw new KernelException(
          "",
          0,
          "the filters of "
              + device
              + " on this side are those of the shared block "
              + qdisc.block(at).getAsInt()
              + ", which run for every device that shares it; use hook "
              + (side == Side.RECEIVER ? "tcx" : "tcx-egress")
              + ", which is the device's own");
    }
  }

  private Map<Integer, String> hints(String device) {
    return Map.of(
        Errno.EEXIST,
        "a filter with this handle (0x4842) and priority (18498) is there; see 'tc filter show dev "
            + device
            + (side == Side.RECEIVER ? " ingress'" : " egress'"));
  }
}
