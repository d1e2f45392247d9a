package org.hookbench.kernel.netlink;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A route to a network that an interface reaches without a gateway, in the main table, or to an
 * address of the machine's own, in the local one.
 *
 * <p>An IPv6 route gets the metric 256, which is that of the route that the kernel makes of an
 * address: {@code ip -6 route replace} gives 1024, leaves the kernel's route in place next to it,
 * and the one with the congestion control is never used.
 *
 * @param to where to
 * @param ifindex through which interface
 * @param local whether it leads to an address of the machine's own
 * @param source the local address that connections get; empty: the kernel chooses
 * @param congestionControl what TCP connections over it use, e.g. {@code cubic}; empty: the
 *     namespace's default. Each side of a connection looks at its own route
 * @param encap the program of its lightweight tunnel
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Route(
    IpPrefix to,
    int ifindex,
    boolean local,
    Optional<InetAddress> source,
    Optional<String> congestionControl,
    Optional<BpfEncap> encap) {

  public Route {
    Objects.requireNonNull(to);
    requireSameFamily(to, source);
  }

  /** A route without a source and a congestion control. */
  public static Route of(IpPrefix to, int ifindex) {
    return new Route(to, ifindex, false, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The route that the kernel makes of an IPv4 address, for the packets that are received for it.
   * The like of IPv6 can't be replaced: it has the metric 0, which no request can give.
   */
  public static Route local(InetAddress address, int ifindex) {
    IpPrefix to = IpPrefix.containing(address, 8 * address.getAddress().length);
    return new Route(to, ifindex, true, Optional.of(address), Optional.empty(), Optional.empty());
  }

  /** The same route with a source address. */
  public Route withSource(InetAddress address) {
    return new Route(to, ifindex, local, Optional.of(address), congestionControl, encap);
  }

  /** The same route with a congestion control; needs Linux 4.0, and the algorithm's module. */
  public Route withCongestionControl(String algorithm) {
    return new Route(to, ifindex, local, source, Optional.of(algorithm), encap);
  }

  /** The same route with a program. */
  public Route withEncap(BpfEncap program) {
    return new Route(to, ifindex, local, source, congestionControl, Optional.of(program));
  }

  /** Whether it is a route of IPv6. */
  public boolean isIpv6() {
    return to.network().getAddress().length == 16;
  }

  private static void requireSameFamily(IpPrefix to, Optional<InetAddress> source) {
    int bytes = to.network().getAddress().length;
    if (source.isPresent() && source.get().getAddress().length != bytes) {
      throw new IllegalArgumentException(
          "route to " + to + " with the source " + source.get().getHostAddress());
    }
  }
}
