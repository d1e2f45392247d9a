package org.hookbench.framework.lanes;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.hookbench.kernel.netlink.Ethtool;
import org.hookbench.kernel.netlink.IpPrefix;
import org.hookbench.kernel.netlink.MacAddress;
import org.hookbench.kernel.netlink.Offload;
import org.hookbench.kernel.netlink.PairKind;
import org.hookbench.kernel.netlink.Route;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netlink.VethOptions;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.KernelException;

/**
 * Makes one lane's devices between namespaces that are there. Addresses are of 198.18.0.0/15 (RFC
 * 2544) and 2001:2::/48 (RFC 5180), which are set aside for benchmarks.
 */
final class LanePath {
  private static final int DEFAULT_MTU = 1500;

  private final LinkSettings settings;
  private final String congestion;

  /**
   * @param congestion the congestion control of the ends' routes
   */
  LanePath(LinkSettings settings, String congestion) {
    this.settings = settings;
    this.congestion = congestion;
  }

  /** A pair of devices from one namespace to the other. */
  Lane direct(int number, NetNs senders, NetNs receivers) {
    InetAddress one = address(number, 1);
    InetAddress two = address(number, 2);
    PairKind kind = settings.link().equals("netkit") ? PairKind.NETKIT : PairKind.VETH;
    Pair pair = pair(kind, senders, "ha" + number, receivers, "hb" + number);
    Lane.End sender = pair.here(one, route(two, pair.indexHere()));
    Lane.End receiver = pair.there(two, route(one, pair.indexThere()));
    configure(sender, two, pair.macThere());
    configure(receiver, one, pair.macHere());
    return new Lane(sender, receiver);
  }

  /**
   * Two pairs of devices with a namespace in between that forwards. The receiver's device has GRO
   * on, for veth takes what XDP redirects to it only where its peer has NAPI: the packets would be
   * lost without a word.
   */
  Lane forwarded(int number, NetNs senders, NetNs forwarders, NetNs receivers) {
    InetAddress one = address(number, 1);
    InetAddress two = address(number, 2);
    Pair in = pair(PairKind.VETH, senders, "ha" + number, forwarders, "fa" + number);
    Pair out = pair(PairKind.VETH, forwarders, "fb" + number, receivers, "hb" + number);
    Lane.End sender = in.here(one, route(two, in.indexHere()));
    Lane.End ingress = in.there(address(number, 3), plain(one, in.indexThere()));
    Lane.End egress = out.here(address(number, 4), plain(two, out.indexHere()));
    Lane.End receiver = out.there(two, route(one, out.indexThere()));
    configure(sender, two, in.macThere());
    configure(ingress, one, in.macHere());
    configure(egress, two, out.macThere());
    configure(receiver, one, out.macHere());
    try (Ethtool ethtool = Ethtool.open(receivers)) {
      ethtool.set(receiver.device(), Offload.GRO, true);
    } catch (KernelException e) {
      throw e.withHint("link=forward needs a veth that has GRO (Linux 5.13)");
    }
    return new Lane(
        sender,
        receiver,
        Optional.of(new Lane.Forwarder(ingress, egress, out.macHere(), out.macThere())),
        false,
        Optional.empty());
  }

  private record Pair(
      NetNs here,
      String a,
      int indexHere,
      MacAddress macHere,
      NetNs there,
      String b,
      int indexThere,
      MacAddress macThere) {
    Lane.End here(InetAddress address, Route toPeer) {
      return new Lane.End(here, a, indexHere, address, toPeer);
    }

    Lane.End there(InetAddress address, Route toPeer) {
      return new Lane.End(there, b, indexThere, address, toPeer);
    }
  }

  private Pair pair(PairKind kind, NetNs here, String a, NetNs there, String b) {
    VethOptions options = VethOptions.DEFAULT.withMtu(settings.mtu().orElse(DEFAULT_MTU));
    try (Rtnl rtnl = Rtnl.open(here);
        Rtnl peers = Rtnl.open(there)) {
      int indexHere = rtnl.createPair(kind, a, there, b, options);
      int indexThere = peers.ifindex(b);
      if (!settings.offload()) {
        offloadsOff(here, a);
        offloadsOff(there, b);
      }
      return new Pair(
          here, a, indexHere, rtnl.mac(indexHere), there, b, indexThere, peers.mac(indexThere));
    }
  }

  private static void offloadsOff(NetNs namespace, String device) {
    try (Ethtool ethtool = Ethtool.open(namespace)) {
      AllOffloads.off(ethtool, device);
    }
  }

  /**
   * @param to whom its packets are for
   * @param through the address of the device at the other end of the wire
   */
  private void configure(Lane.End self, InetAddress to, MacAddress through) {
    boolean v6 = self.address().getAddress().length == 16;
    try (Rtnl rtnl = Rtnl.open(self.namespace())) {
      rtnl.addAddress(self.ifindex(), self.address(), v6 ? 64 : 24);
      rtnl.setUp(self.ifindex());
      // known for good, so that no ARP or neighbour discovery falls into a slice
      rtnl.setNeighbour(self.ifindex(), to, through);
      try {
        rtnl.replaceRoute(self.toPeer());
      } catch (KernelException e) {
        throw e.withHint(
            "is the congestion control '" + congestion + "' there? use -p congestion=");
      }
    }
  }

  private Route route(InetAddress to, int ifindex) {
    return plain(to, ifindex).withCongestionControl(congestion);
  }

  private static Route plain(InetAddress to, int ifindex) {
    return Route.of(new IpPrefix(to, 8 * to.getAddress().length), ifindex);
  }

  private InetAddress address(int lane, int host) {
    byte[] bytes =
        settings.ipVersion() == 4
            ? new byte[] {(byte) 198, 18, (byte) lane, (byte) host}
            : new byte[] {0x20, 0x01, 0, 2, 0, 0, 0, (byte) lane, 0, 0, 0, 0, 0, 0, 0, (byte) host};
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
