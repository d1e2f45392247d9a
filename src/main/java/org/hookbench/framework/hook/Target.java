package org.hookbench.framework.hook;

import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.hookbench.kernel.netlink.Route;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * What a program is attached to: a device of a namespace, and where a hook's {@link Scope} needs
 * one, a route, a cgroup or a socket. An interface index means another device in another namespace,
 * so the two go together.
 *
 * @param namespace where the device is
 * @param device its name
 * @param ifindex its index in that namespace
 * @param ipVersion of the traffic, 4 or 6, for hooks that are distinguished by it
 * @param route a route through the device
 * @param cgroup the descriptor of a cgroup v2 folder
 * @param socket the descriptor of a socket
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Target(
    NetNs namespace,
    String device,
    int ifindex,
    int ipVersion,
    Optional<Route> route,
    OptionalInt cgroup,
    OptionalInt socket) {
  /** A device alone, for IPv4. */
  public Target(NetNs namespace, String device, int ifindex) {
    this(namespace, device, ifindex, 4, Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
  }

  /** What messages say where the device went since it was named. */
  static final String GONE = "the device is gone";

  /** Whether its device went since it was named. */
  boolean isGone() {
    try (Rtnl rtnl = Rtnl.open(namespace)) {
      rtnl.get(ifindex);
      return false;
    } catch (KernelException e) {
      return e.errno() == Errno.ENODEV;
    }
  }

  /** The same for a version of IP. */
  public Target withIpVersion(int version) {
    return new Target(namespace, device, ifindex, version, route, cgroup, socket);
  }

  /** The same with a route, as it is without a program. */
  public Target withRoute(Route plain) {
    return new Target(namespace, device, ifindex, ipVersion, Optional.of(plain), cgroup, socket);
  }

  /** The same with a cgroup. */
  public Target withCgroup(int fd) {
    return new Target(namespace, device, ifindex, ipVersion, route, OptionalInt.of(fd), socket);
  }

  /** The same with a socket. */
  public Target withSocket(int fd) {
    return new Target(namespace, device, ifindex, ipVersion, route, cgroup, OptionalInt.of(fd));
  }

  /** The route of a target that must have one. */
  Route requireRoute() {
    return route.orElseThrow(() -> new IllegalArgumentException("this hook needs a route"));
  }

  /** The cgroup of a target that must have one. */
  int requireCgroup() {
    return cgroup.orElseThrow(() -> new IllegalArgumentException("this hook needs a cgroup"));
  }

  /** The socket of a target that must have one. */
  int requireSocket() {
    return socket.orElseThrow(() -> new IllegalArgumentException("this hook needs a socket"));
  }
}
