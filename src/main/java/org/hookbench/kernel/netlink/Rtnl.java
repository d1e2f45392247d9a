package org.hookbench.kernel.netlink;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * Devices, addresses, routes and neighbours of one network namespace: that of the thread that
 * called {@link #open()}, whichever thread calls the other methods. An interface number means the
 * interface of that namespace.
 *
 * <p>Every method throws {@link KernelException} where the kernel refuses, with the kernel's own
 * words in the hint where it has any. Changes need CAP_NET_ADMIN in the namespace. Source:
 * rtnetlink(7).
 */
public final class Rtnl implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(1);

  private final NetlinkSocket socket;

  private Rtnl(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** For the namespace that the calling thread is in. */
  public static Rtnl open() {
    return new Rtnl(NetlinkSocket.open(NetlinkAbi.NETLINK_ROUTE));
  }

  /** For a namespace, wherever the calling thread is. */
  public static Rtnl open(NetNs namespace) {
    return namespace.call(Rtnl::open);
  }

  /**
   * Makes a veth pair, each end at once in its namespace, both down.
   *
   * @param name of the end in this namespace; EEXIST if it is taken
   * @param peerNamespace where the other end lives; needs CAP_NET_ADMIN there too
   * @param peerName of the other end
   * @return the number of the end in this namespace; {@link Link#peerIfindex()} has the other's
   */
  public int createVeth(String name, NetNs peerNamespace, String peerName, VethOptions options) {
    return createPair(PairKind.VETH, name, peerNamespace, peerName, options);
  }

  /**
   * As {@link #createVeth}, a pair of any kind.
   *
   * @throws KernelException EOPNOTSUPP where the kernel has no such devices
   */
  public int createPair(
      PairKind kind, String name, NetNs peerNamespace, String peerName, VethOptions options) {
    try {
      change(
          RtnlRequests.createPair(kind, name, peerName, peerNamespace.fd(), options),
          String.format(
              "create %s %s with peer %s in %s",
              kind.driver(), name, peerName, peerNamespace.label()));
    } catch (KernelException e) {
      if (kind == PairKind.NETKIT && e.errno() == Errno.EOPNOTSUPP) {
        throw e.withHint("this kernel has no netkit (needs Linux 6.7 and CONFIG_NETKIT)");
      }
      throw e;
    }
    return ifindex(name);
  }

  /** Switches an interface on. Packets pass once {@link #awaitUp} has returned. */
  public void setUp(int ifindex) {
    change(RtnlRequests.setUp(ifindex), "set interface " + ifindex + " up");
  }

  /**
   * Waits until an interface can carry packets and receives those for its IPv6 addresses. The
   * kernel finishes both some time after the other end came up, and drops what comes before. An
   * address that is being checked for duplicates is not waited for.
   *
   * @throws KernelException if that takes longer than {@code atMost}
   */
  public void awaitUp(int ifindex, Duration atMost) {
    long start = System.nanoTime();
    Link link = get(ifindex);
    while (link.operState() != OperState.UP || !Ipv6Readiness.isReady(socket, ifindex)) {
      if (System.nanoTime() - start > atMost.toNanos()) {
        throw new KernelException(
            "wait for interface " + link.name() + " to come up",
            0,
            link.operState() == OperState.UP
                ? "its IPv6 addresses have no local route"
                : "it is " + link.operState() + "; is its other end up?");
      }
      LockSupport.parkNanos(POLL.toNanos());
      link = get(ifindex);
    }
  }

  /**
   * @param mtu in bytes
   */
  public void setMtu(int ifindex, int mtu) {
    change(RtnlRequests.setMtu(ifindex, mtu), "set MTU of interface " + ifindex + " to " + mtu);
  }

  /**
   * Adds an address. An IPv6 address skips duplicate address detection: it can be bound at once,
   * and receives once {@link #awaitUp} has returned.
   *
   * @param prefixLength in bits; the kernel adds a route to this network
   */
  public void addAddress(int ifindex, InetAddress address, int prefixLength) {
    change(
        RtnlRequests.addAddress(ifindex, address, prefixLength),
        "add address "
            + address.getHostAddress()
            + "/"
            + prefixLength
            + " to interface "
            + ifindex);
  }

  /** Adds a route; EEXIST where there is one to the same network. */
  public void addRoute(Route route) {
    change(RtnlRequests.addRoute(route), describe("add", route));
  }

  /**
   * Adds a route in place of the one to the same network, in particular of the one that the kernel
   * made of an address: {@code ip route replace 198.18.1.0/24 dev hb0 congctl cubic}.
   */
  public void replaceRoute(Route route) {
    change(RtnlRequests.replaceRoute(route), describe("replace", route));
  }

  /** The addresses of an interface, in the kernel's order, but for those not usable (yet). */
  public List<InterfaceAddress> addresses(int ifindex) {
    return socket.exchange(RtnlRequests.listAddresses(), "list addresses").stream()
        .flatMap(m -> InterfaceAddress.decode(m).stream())
        .filter(a -> a.ifindex() == ifindex)
        .toList();
  }

  /**
   * The interface through which packets between two addresses leave; of an address of this host's
   * that is lo.
   *
   * @return empty where there is no route
   */
  public OptionalInt leavesThrough(InetAddress from, InetAddress to) {
    String operation =
        "look up the route from " + from.getHostAddress() + " to " + to.getHostAddress();
    return RouteLookup.exchange(
            socket, RtnlRequests.getRoute(from.getAddress(), to.getAddress()), operation)
        .stream()
        .mapToInt(m -> m.attributesAfter(RtnlAbi.RTMSG_SIZE).u32(RtnlAbi.RTA_OIF))
        .findFirst();
  }

  /**
   * The address that the kernel sends packets to another one from, where none is asked for.
   *
   * @return empty where there is no route
   */
  public Optional<InetAddress> sourceOf(InetAddress to) {
    String operation = "look up the route to " + to.getHostAddress();
    return RouteLookup.exchange(socket, RtnlRequests.getRoute(to.getAddress()), operation)
        .map(m -> m.attributesAfter(RtnlAbi.RTMSG_SIZE))
        .filter(a -> a.has(RtnlAbi.RTA_PREFSRC))
        .map(a -> InterfaceAddress.of(a.bytes(RtnlAbi.RTA_PREFSRC)));
  }

  /**
   * The names of the programs that the route of packets to an address has, by where they run; none
   * where there is no route.
   */
  public Map<BpfEncap.Point, String> encapPrograms(InetAddress address) {
    String operation = "look up the route to " + address.getHostAddress();
    return RouteLookup.exchange(socket, RtnlRequests.matchRoute(address.getAddress()), operation)
        .map(BpfEncap::names)
        .orElse(Map.of());
  }

  /**
   * Makes a neighbour permanent, so that neither ARP nor neighbour discovery ever asks for it.
   *
   * @param address the neighbour's
   * @param mac the neighbour's
   */
  public void setNeighbour(int ifindex, InetAddress address, MacAddress mac) {
    change(
        RtnlRequests.setNeighbour(ifindex, address, mac),
        "set neighbour " + address.getHostAddress() + " at " + mac + " on interface " + ifindex);
  }

  /** Deletes an interface; with a veth its other end goes too. */
  public void deleteLink(int ifindex) {
    change(RtnlRequests.deleteLink(ifindex), "delete interface " + ifindex);
  }

  /** The number of the interface of that name; ENODEV if there is none. */
  public int ifindex(String name) {
    return one(RtnlRequests.getLink(name), "look up interface " + name).ifindex();
  }

  /** The interface of that number; ENODEV if there is none. */
  public Link get(int ifindex) {
    return one(RtnlRequests.getLink(ifindex), "look up interface " + ifindex);
  }

  /**
   * The hardware address of an interface.
   *
   * @throws KernelException if it has none, as a tunnel
   */
  public MacAddress mac(int ifindex) {
    return get(ifindex)
        .mac()
        .orElseThrow(
            () ->
                new KernelException(
                    "read the MAC address of interface " + ifindex, 0, "it has none"));
  }

  /** All interfaces of the namespace. */
  public List<Link> links() {
    return socket.exchange(RtnlRequests.listLinks(), "list interfaces").stream()
        .map(Link::decode)
        .toList();
  }

  /**
   * Puts an XDP program on a device where there is none, by netlink.
   *
   * @param mode XDP_FLAGS_SKB_MODE, _DRV_MODE or _HW_MODE
   * @throws KernelException EBUSY or EEXIST if one is there
   */
  public void attachXdp(int ifindex, int programFd, int mode) {
    int flags = mode | RtnlAbi.XDP_FLAGS_UPDATE_IF_NOEXIST;
    change(RtnlRequests.setXdp(ifindex, programFd, flags, -1), "attach the XDP program");
  }

  /** Takes that XDP program off, if it is there; EEXIST where another one is. */
  public void detachXdp(int ifindex, int programFd, int mode) {
    int flags = mode | RtnlAbi.XDP_FLAGS_REPLACE;
    change(RtnlRequests.setXdp(ifindex, -1, flags, programFd), "detach the XDP program");
  }

  @Override
  public void close() {
    socket.close();
  }

  private void change(NetlinkRequest request, String operation) {
    socket.exchange(request, operation);
  }

  private Link one(NetlinkRequest request, String operation) {
    List<NetlinkMessage> answers = socket.exchange(request, operation);
    if (answers.isEmpty()) {
      throw new KernelException(operation, Errno.ENODEV, "the kernel gave no answer");
    }
    return Link.decode(answers.get(0));
  }

  private static String describe(String verb, Route route) {
    return verb
        + " route to "
        + route.to()
        + " through interface "
        + route.ifindex()
        + route.source().map(s -> ", source " + s.getHostAddress()).orElse("")
        + route.congestionControl().map(c -> ", congestion control " + c).orElse("");
  }
}
