package org.hookbench.topology;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.kernel.KernelException;
import org.hookbench.netlink.Ethtool;
import org.hookbench.netlink.IpPrefix;
import org.hookbench.netlink.PairKind;
import org.hookbench.netlink.Route;
import org.hookbench.netlink.Rtnl;
import org.hookbench.netlink.VethOptions;
import org.hookbench.netns.NetNs;
import org.hookbench.netns.Sysctl;

/**
 * A pair of veth or netkit devices a lane, all between the same two anonymous namespaces or each
 * between its own: the shape of a container's link. Addresses are of 198.18.0.0/15 (RFC 2544) and
 * 2001:2::/48 (RFC 5180), which are set aside for benchmarks. Nothing of it is seen in the host's
 * namespace.
 */
public final class VethLanes implements Topology {
  /** Each lane has a /24 of 198.18.0.0/16. */
  public static final int MOST_LANES = 256;

  private static final Duration CARRIER = Duration.ofSeconds(5);
  private static final int DEFAULT_MTU = 1500;

  private final String congestion;
  private final List<NetNs> namespaces = new ArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();

  private VethLanes(String congestion) {
    this.congestion = congestion;
  }

  /** Makes {@code count} lanes that are up and ready for traffic, all between two namespaces. */
  public static VethLanes create(int count, LinkSettings settings) {
    return create(count, settings, LaneNeeds.NONE);
  }

  /** Makes {@code count} lanes that are up and ready for traffic, with what hooks need. */
  public static VethLanes create(int count, LinkSettings settings, LaneNeeds needs) {
    if (count > MOST_LANES) {
      throw new IllegalArgumentException("at most " + MOST_LANES + " arms, not " + count);
    }
    VethLanes made = new VethLanes(settings.congestionToSet());
    try {
      int together = needs.apart() ? 1 : count;
      for (int first = 0; first < count; first += together) {
        made.build(first, together, settings, needs);
      }
      return made;
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  @Override
  public List<Lane> lanes() {
    return List.copyOf(lanes);
  }

  @Override
  public String congestion() {
    return congestion;
  }

  @Override
  public void close() {
    namespaces.forEach(NetNs::close);
  }

  private NetNs namespace(String label) {
    NetNs made = NetNs.anonymous(label);
    namespaces.add(made);
    return made;
  }

  /** Makes lanes between two new namespaces. */
  private void build(int first, int count, LinkSettings settings, LaneNeeds needs) {
    NetNs senders = namespace("sender");
    NetNs receivers = namespace("receiver");
    List<Lane> built = new ArrayList<>();
    quieten(senders, settings);
    quieten(receivers, settings);
    Placement.Cpus cpus = settings.placement().choose();
    PairKind kind = settings.link().equals("netkit") ? PairKind.NETKIT : PairKind.VETH;
    try (Rtnl here = Rtnl.open(senders);
        Rtnl there = Rtnl.open(receivers);
        Ethtool offloadsHere = Ethtool.open(senders);
        Ethtool offloadsThere = Ethtool.open(receivers)) {
      for (int i = first; i < first + count; i++) {
        String a = "ha" + i;
        String b = "hb" + i;
        VethOptions options = VethOptions.DEFAULT.withMtu(settings.mtu().orElse(DEFAULT_MTU));
        int indexHere = here.createPair(kind, a, receivers, b, options);
        int indexThere = there.ifindex(b);
        InetAddress one = address(settings.ipVersion(), i, 1);
        InetAddress two = address(settings.ipVersion(), i, 2);
        Lane lane =
            new Lane(
                new Lane.End(senders, a, indexHere, one, route(two, indexHere)),
                new Lane.End(receivers, b, indexThere, two, route(one, indexThere)));
        if (!settings.offload()) {
          AllOffloads.off(offloadsHere, a);
          AllOffloads.off(offloadsThere, b);
        }
        configure(here, lane.sender(), lane.receiver(), there);
        configure(there, lane.receiver(), lane.sender(), here);
        built.add(lane);
      }
      for (Lane lane : built) {
        here.awaitUp(lane.sender().ifindex(), CARRIER);
        there.awaitUp(lane.receiver().ifindex(), CARRIER);
        Steering.set(lane, cpus, needs);
      }
    }
    lanes.addAll(built);
  }

  private Route route(InetAddress to, int ifindex) {
    return Route.of(new IpPrefix(to, 8 * to.getAddress().length), ifindex)
        .withCongestionControl(congestion);
  }

  private void configure(Rtnl rtnl, Lane.End self, Lane.End peer, Rtnl peersRtnl) {
    boolean v6 = self.address().getAddress().length == 16;
    rtnl.addAddress(self.ifindex(), self.address(), v6 ? 64 : 24);
    rtnl.setUp(self.ifindex());
    // known for good, so that no ARP or neighbour discovery falls into a slice
    rtnl.setNeighbour(self.ifindex(), peer.address(), peersRtnl.mac(peer.ifindex()));
    try {
      rtnl.replaceRoute(self.toPeer());
    } catch (KernelException e) {
      throw e.withHint("is the congestion control '" + congestion + "' there? use -p congestion=");
    }
  }

  /**
   * No packets but ours: no late multicast reports, no router solicitations, no address detection.
   */
  private static void quieten(NetNs namespace, LinkSettings settings) {
    for (String scope : List.of("all", "default")) {
      String prefix = "net.ipv6.conf." + scope + ".";
      try {
        Sysctl.set(namespace, prefix + "disable_ipv6", settings.ipVersion() == 6 ? "0" : "1");
        Sysctl.set(namespace, prefix + "accept_dad", "0");
        Sysctl.set(namespace, prefix + "router_solicitations", "0");
        // they can't be switched off, but be over before the first packet of ours
        Sysctl.set(namespace, prefix + "mldv2_unsolicited_report_interval", "0");
      } catch (KernelException e) {
        if (settings.ipVersion() == 6) {
          throw e.withHint("this kernel has no IPv6; use -p ipv=4");
        }
      }
    }
  }

  private static InetAddress address(int ipVersion, int lane, int host) {
    byte[] bytes =
        ipVersion == 4
            ? new byte[] {(byte) 198, 18, (byte) lane, (byte) host}
            : new byte[] {0x20, 0x01, 0, 2, 0, 0, 0, (byte) lane, 0, 0, 0, 0, 0, 0, 0, (byte) host};
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
