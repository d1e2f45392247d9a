package org.hookbench.framework.hook;

import java.util.OptionalInt;
import java.util.stream.Stream;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.netlink.Filter;
import org.hookbench.kernel.netlink.TrafficControl;
import org.hookbench.kernel.sys.KernelException;

/**
 * A cls_bpf filter in direct-action mode at a device's clsact or ingress qdisc: what {@code tc
 * filter add dev DEV ingress|egress bpf da} adds. Every call works in the calling thread's network
 * namespace.
 *
 * <p>Kernel 4.5. Source: tc-bpf(8).
 *
 * @param ifindex the device
 * @param at the ingress or egress side
 * @param handle the filter's handle
 * @param priority the filter's priority
 */
public record TcFilter(int ifindex, Filter.At at, int handle, int priority) {
  private static final String KIND = "bpf";

  /**
   * Makes the clsact qdisc, where the device has neither it nor ingress.
   *
   * @return false if it had one of them
   */
  public boolean createClsact() {
    try (TrafficControl tc = TrafficControl.open()) {
      return tc.createClsact(ifindex);
    }
  }

  /** Removes the clsact qdisc with all its filters, if it is there. */
  public void destroyClsact() {
    try (TrafficControl tc = TrafficControl.open()) {
      tc.deleteClsact(ifindex);
    }
  }

  /**
   * Adds the filter, and with it the clsact qdisc where the device has neither that nor ingress;
   * never replaces one.
   *
   * @return whether it made the qdisc
   * @throws KernelException EEXIST if one of that handle and priority is there
   */
  public boolean attach(BpfProgram program) {
    try (TrafficControl tc = TrafficControl.open()) {
      return tc.addBpf(ifindex, at, handle, priority, program.fd(), shown(program));
    }
  }

  /**
   * Puts another program in the place of the filter's, with no moment in which neither is there.
   *
   * @throws KernelException ENOENT if the filter is not there
   */
  public void exchange(BpfProgram next) {
    try (TrafficControl tc = TrafficControl.open()) {
      tc.changeBpf(ifindex, at, handle, priority, next.fd(), shown(next));
    }
  }

  private static String shown(BpfProgram program) {
    return program.name() + ":[" + program.id() + "]";
  }

  /** Whether the device has a filter beside this one, at either side of clsact. */
  public boolean hasNeighbours() {
    try (TrafficControl tc = TrafficControl.open()) {
      return Stream.of(Filter.At.INGRESS, Filter.At.EGRESS)
          .flatMap(side -> tc.filters(ifindex, side).stream())
          .anyMatch(f -> !isThis(f));
    }
  }

  private boolean isThis(Filter found) {
    return found.at() == at
        && found.kind().equals(KIND)
        && found.handle() == handle
        && found.priority() == priority;
  }

  /** Removes the filter. */
  public void detach() {
    try (TrafficControl tc = TrafficControl.open()) {
      tc.deleteBpf(ifindex, at, handle, priority);
    }
  }

  /**
   * The id of the filter's program, or empty if there is no such filter. One that was added to the
   * egress side of a qdisc without one is at ingress, and so is not found here.
   */
  public OptionalInt programId() {
    try (TrafficControl tc = TrafficControl.open()) {
      if (tc.qdisc(ifindex).filter(q -> q.has(at)).isEmpty()) {
        return OptionalInt.empty();
      }
      return tc.filters(ifindex, at).stream()
          .filter(this::isThis)
          .findFirst()
          .map(Filter::programId)
          .orElse(OptionalInt.empty());
    }
  }
}
