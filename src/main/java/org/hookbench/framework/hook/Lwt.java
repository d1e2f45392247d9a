package org.hookbench.framework.hook;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.netlink.BpfEncap;
import org.hookbench.kernel.netlink.Route;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * A program of a route's lightweight tunnel: what {@code ip route replace ... encap bpf
 * in|out|xmit} does. The lane's route is replaced by the same one with the program, and put back at
 * the end.
 *
 * <p>Of a route's program the kernel tells only the name that was given with it, so ours has its
 * program's id in its name. A program of another name is there, but has no id that could be known.
 *
 * <p>Source: ip-route(8), {@code net/core/lwt_bpf.c}.
 */
final class Lwt implements Hook {
  private static final String NAME = "hookbench:";
  private static final String LOCAL_IPV6 =
      "needs a route, and the kernel's own to a local IPv6 address can't be replaced; use -p ipv=4"
          + " or -p link=veth";

  private final BpfEncap.Point point;

  Lwt(BpfEncap.Point point) {
    this.point = point;
  }

  @Override
  public String name() {
    return switch (point) {
      case IN -> "lwt-in";
      case OUT -> "lwt-out";
      case XMIT -> "lwt-xmit";
    };
  }

  @Override
  public String where() {
    return switch (point) {
      case IN -> "route, lwt in: when a packet's route says that it is for this host";
      case OUT -> "route, lwt out: on the sender, once a packet's route is known, before netfilter";
      case XMIT -> "route, lwt xmit: on the sender, last of IP, before the link-layer header";
    };
  }

  @Override
  public String kernel() {
    return "Linux 4.10";
  }

  @Override
  public Event event() {
    return point == BpfEncap.Point.IN ? Event.RECEIVED : Event.PACKET;
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(
        switch (point) {
          case IN -> ProgramKind.LWT_IN;
          case OUT -> ProgramKind.LWT_OUT;
          case XMIT -> ProgramKind.LWT_XMIT;
        });
  }

  @Override
  public Scope scope() {
    return Scope.ROUTE;
  }

  @Override
  public Side side() {
    return point == BpfEncap.Point.IN ? Side.RECEIVER : Side.SENDER;
  }

  /** The kernel's own route to an IPv6 address of this host can't be replaced. */
  @Override
  public OptionalInt ipVersion() {
    return point == BpfEncap.Point.IN ? OptionalInt.of(4) : OptionalInt.empty();
  }

  @Override
  public Optional<String> lackedBy(String link, int ipVersion) {
    if (Links.isOfOthers(link)) {
      return Optional.of(
          "replaces a route, and a device that is not HookBench's keeps its own; use link=veth");
    }
    return link.equals("lo") && ipVersion == 6 ? Optional.of(LOCAL_IPV6) : Optional.empty();
  }

  @Override
  public boolean detachesByItself() {
    return false;
  }

  @Override
  public Attachment attach(Target target, BpfProgram program) {
    target.namespace().requireCurrent();
    Route plain = target.requireRoute();
    InetAddress to = plain.to().network();
    int id = program.id();
    try (Rtnl rtnl = Rtnl.open()) {
      if (plain.local() && plain.isIpv6()) {
        throw new KernelException("replace a local IPv6 route", Errno.EOPNOTSUPP, "");
      }
      if (!rtnl.encapPrograms(to).isEmpty()) {
        throw new KernelException("replace the route", Errno.EEXIST, "");
      }
      rtnl.replaceRoute(plain.withEncap(new BpfEncap(point, program.fd(), NAME + id)));
    } catch (KernelException e) {
      throw Refusal.of(this, target, e, hints(plain));
    }
    return new OwnedAttachment(target, id, () -> programId(to), () -> restore(plain), () -> {});
  }

  private OptionalInt programId(InetAddress to) {
    try (Rtnl rtnl = Rtnl.open()) {
      String name = rtnl.encapPrograms(to).getOrDefault(point, "");
      return name.startsWith(NAME)
          ? OptionalInt.of(Integer.parseInt(name.substring(NAME.length())))
          : OptionalInt.empty();
    }
  }

  private static void restore(Route plain) {
    try (Rtnl rtnl = Rtnl.open()) {
      rtnl.replaceRoute(plain);
    }
  }

  private static Map<Integer, String> hints(Route route) {
    String to = route.to().network().getHostAddress();
    return Map.of(
        Errno.EEXIST,
        "a program of this route is there; see 'ip route get fibmatch " + to + "'",
        Errno.EOPNOTSUPP,
        route.local() && route.isIpv6()
            ? LOCAL_IPV6
            : Need.of("programs of routes", "4.10", "CONFIG_LWTUNNEL_BPF"));
  }
}
