package org.hookbench.framework.hook;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.AttachType;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.sys.Errno;

/**
 * The hooks of a cgroup: they run for the sockets that were created in it.
 *
 * <p>Source: {@code kernel/bpf/cgroup.c}.
 */
final class CgroupHook extends LinkHook {
  /** What is attached where. */
  enum Point {
    SKB_INGRESS(
        "cgroup-ingress",
        "cgroup_skb ingress: when a packet reaches a socket of the cgroup, after netfilter",
        "Linux 4.10; by link 5.7",
        ProgramKind.CGROUP_SKB,
        AttachType.CGROUP_INET_INGRESS,
        Side.RECEIVER,
        Event.RECEIVED),
    SKB_EGRESS(
        "cgroup-egress",
        "cgroup_skb egress: on the sender, when a packet of a socket of the cgroup leaves IP",
        "Linux 4.10; by link 5.7",
        ProgramKind.CGROUP_SKB,
        AttachType.CGROUP_INET_EGRESS,
        Side.SENDER,
        Event.PACKET),
    SOCK_OPS(
        "sock_ops",
        "cgroup sock_ops: events of a TCP socket of the cgroup, e.g. connected, established",
        "Linux 4.13; by link 5.7",
        ProgramKind.SOCK_OPS,
        AttachType.CGROUP_SOCK_OPS,
        Side.SENDER,
        Event.CONNECTION),
    CONNECT4(
        "connect4",
        "cgroup connect: at connect(2) to an IPv4 address, before the route is looked up",
        "Linux 4.17; by link 5.7",
        ProgramKind.CONNECT4,
        AttachType.CGROUP_INET4_CONNECT,
        Side.SENDER,
        Event.CONNECTION),
    CONNECT6(
        "connect6",
        "cgroup connect: at connect(2) to an IPv6 address (-p ipv=6)",
        "Linux 4.17; by link 5.7",
        ProgramKind.CONNECT6,
        AttachType.CGROUP_INET6_CONNECT,
        Side.SENDER,
        Event.CONNECTION),
    SENDMSG4(
        "sendmsg4",
        "cgroup sendmsg: at sendmsg(2) of an unconnected UDP socket to an IPv4 address",
        "Linux 4.18; by link 5.7",
        ProgramKind.SENDMSG4,
        AttachType.CGROUP_UDP4_SENDMSG,
        Side.SENDER,
        Event.UNCONNECTED_SEND);

    private final String name;
    private final String where;
    private final String kernel;
    private final ProgramKind kind;
    private final AttachType type;
    private final Side side;
    private final Event event;

    Point(
        String name,
        String where,
        String kernel,
        ProgramKind kind,
        AttachType type,
        Side side,
        Event event) {
      this.name = name;
      this.where = where;
      this.kernel = kernel;
      this.kind = kind;
      this.type = type;
      this.side = side;
      this.event = event;
    }
  }

  private final Point point;

  CgroupHook(Point point) {
    this.point = point;
  }

  @Override
  public String name() {
    return point.name;
  }

  @Override
  public String where() {
    return point.where;
  }

  @Override
  public String kernel() {
    return point.kernel;
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(point.kind);
  }

  @Override
  public Scope scope() {
    return Scope.CGROUP;
  }

  @Override
  public Side side() {
    return point.side;
  }

  @Override
  public Event event() {
    return point.event;
  }

  @Override
  public OptionalInt ipVersion() {
    return switch (point) {
      case CONNECT4, SENDMSG4 -> OptionalInt.of(4);
      case CONNECT6 -> OptionalInt.of(6);
      default -> OptionalInt.empty();
    };
  }

  @Override
  public boolean takesSeveral() {
    return true;
  }

  @Override
  BpfLink link(Target target, BpfProgram program) {
    CgroupNeighbours.requireRoom(target.requireCgroup(), point.type);
    return BpfLink.create(program, target.requireCgroup(), point.type, 0);
  }

  @Override
  Map<Integer, String> hints(Target target) {
    return Map.of(
        Errno.EINVAL,
        Need.of("links to cgroups", "5.7"),
        Errno.EBADF,
        "it is no folder of a cgroup2 file system");
  }
}
