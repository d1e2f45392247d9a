package org.hookbench.framework.hook;

import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.sys.Errno;

/**
 * A hook point of netfilter, beside what nftables and conntrack have there.
 *
 * <p>Source: {@code net/netfilter/nf_bpf_link.c}, {@code linux/netfilter.h}.
 */
final class Netfilter extends LinkHook {
  // after every table of nftables and iptables but before the last helpers; of our own ("HB")
  private static final int PRIORITY = 0x4842;

  /** The points that a packet from one host to another passes. */
  enum Point {
    PREROUTING(0, Side.RECEIVER, "before the route is looked up"),
    INPUT(1, Side.RECEIVER, "once the route says that the packet is for this host"),
    OUTPUT(3, Side.SENDER, "on the sender, when a packet of this host's own leaves IP"),
    POSTROUTING(4, Side.SENDER, "on the sender, once the packet is routed, before the device");

    private final int number;
    private final Side side;
    private final String where;

    Point(int number, Side side, String where) {
      this.number = number;
      this.side = side;
      this.where = where;
    }
  }

  private final Point point;

  Netfilter(Point point) {
    this.point = point;
  }

  @Override
  public String name() {
    return "nf-" + point.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String where() {
    return "netfilter: " + point.where;
  }

  @Override
  public String kernel() {
    return "Linux 6.4";
  }

  @Override
  public Event event() {
    return point.side == Side.RECEIVER ? Event.RECEIVED : Event.PACKET;
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(ProgramKind.NETFILTER);
  }

  @Override
  public Scope scope() {
    return Scope.NAMESPACE;
  }

  @Override
  public Side side() {
    return point.side;
  }

  @Override
  BpfLink link(Target target, BpfProgram program) {
    return BpfLink.createNetfilter(program, target.ipVersion(), point.number, PRIORITY);
  }

  @Override
  Map<Integer, String> hints(Target target) {
    String lacks = Need.of("BPF at netfilter", "6.4", "CONFIG_NETFILTER_BPF_LINK");
    return Map.of(
        Errno.EBUSY,
        "a program of this priority (18498) is there; see 'bpftool net show'",
        Errno.EINVAL,
        lacks,
        Errno.EOPNOTSUPP,
        lacks);
  }
}
