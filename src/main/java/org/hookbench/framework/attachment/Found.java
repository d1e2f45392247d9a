package org.hookbench.framework.attachment;

import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.kernel.bpf.KernelProgram;

/**
 * A program or filter that is attached to a device, whoever attached it.
 *
 * @param device the device's name
 * @param ifindex its index
 * @param hook the name of the hook, e.g. {@code xdpgeneric}; {@code qdisc} for filters of the root
 *     qdisc, which is none of HookBench's hooks
 * @param by how it is attached
 * @param linkId the kernel's id of the link that attached it
 * @param filter handle, priority and kind of a tc filter
 * @param program the program; empty for a filter that has none
 * @param mark HookBench's note on the program, if it attached it here
 */
public record Found(
    String device,
    int ifindex,
    String hook,
    By by,
    OptionalInt linkId,
    Optional<FilterKey> filter,
    Optional<KernelProgram> program,
    Optional<OwnerMark> mark) {

  /** How a program is attached. */
  public enum By {
    /** By a message of rtnetlink. */
    NETLINK,
    /** By a link of bpf(2). */
    LINK,
    /** By BPF_PROG_ATTACH of bpf(2). */
    PROG_ATTACH
  }

  /**
   * What tells a tc filter from others at its place.
   *
   * @param kind of classifier
   * @param handle its handle
   * @param priority its priority, which tc calls pref
   * @param protocol its ETH_P_*
   * @param chain its chain; only those of chain 0 are met without an action that leads there
   * @param block the number of the shared block that it is in: it runs for all devices of the block
   */
  public record FilterKey(
      String kind, int handle, int priority, int protocol, int chain, OptionalInt block) {}

  /** Whether HookBench attached it at that very place. */
  boolean isAt(Place place) {
    return mark.filter(m -> m.place().equals(place.key())).isPresent();
  }

  /** Whether HookBench attached it. */
  public boolean isOurs() {
    return mark.isPresent();
  }
}
