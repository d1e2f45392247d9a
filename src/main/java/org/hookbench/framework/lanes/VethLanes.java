package org.hookbench.framework.lanes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hookbench.UsageException;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.netns.Sysctl;
import org.hookbench.kernel.sys.KernelException;

/**
 * A pair of veth or netkit devices a lane, all between the same two anonymous namespaces or each
 * between its own: the shape of a container's link. With {@code link=forward} a third namespace is
 * between the two, which forwards. Nothing of it is seen in the host's namespace.
 */
public final class VethLanes implements Topology {
  /** Each lane has a /24 of 198.18.0.0/16. */
  public static final int MOST_LANES = 256;

  private static final Duration CARRIER = Duration.ofSeconds(5);

  private final String congestion;
  private final List<NetNs> namespaces = new ArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();

  private VethLanes(String congestion) {
    this.congestion = congestion;
  }

  /** Makes {@code count} lanes that are up and ready for traffic, all between two namespaces. */
  public static VethLanes create(int count, LinkSettings settings) {
    return create(count, settings, settings.placement().choose(), LaneNeeds.NONE);
  }

  /**
   * Makes {@code count} lanes that are up and ready for traffic, with what hooks need.
   *
   * @param cpus where the ends run: as chosen before any thread was placed, for a thread that is
   *     kept off some CPUs would choose among the others
   */
  public static VethLanes create(
      int count, LinkSettings settings, Placement.Cpus cpus, LaneNeeds needs) {
    if (count > MOST_LANES) {
      throw new UsageException("at most " + MOST_LANES + " arms, not " + count);
    }
    VethLanes made = new VethLanes(settings.congestionToSet());
    try {
      int together = needs.apart() ? 1 : count;
      for (int first = 0; first < count; first += together) {
        made.build(first, together, settings, cpus, needs);
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
  private void build(
      int first, int count, LinkSettings settings, Placement.Cpus cpus, LaneNeeds needs) {
    NetNs senders = namespace("sender");
    NetNs receivers = namespace("receiver");
    List<Lane> built = new ArrayList<>();
    quieten(senders, settings);
    quieten(receivers, settings);
    LanePath path = new LanePath(settings, congestion);
    Optional<NetNs> forwarders =
        settings.forwards() ? Optional.of(forwarder(settings)) : Optional.empty();
    try (Rtnl here = Rtnl.open(senders);
        Rtnl there = Rtnl.open(receivers)) {
      for (int i = first; i < first + count; i++) {
        built.add(
            forwarders.isPresent()
                ? path.forwarded(i, senders, forwarders.get(), receivers)
                : path.direct(i, senders, receivers));
      }
      for (Lane lane : built) {
        here.awaitUp(lane.sender().ifindex(), CARRIER);
        there.awaitUp(lane.receiver().ifindex(), CARRIER);
        lane.forwarder().ifPresent(VethLanes::awaitUp);
        Steering.set(lane, cpus, needs);
      }
    }
    lanes.addAll(built);
  }

  /** The ends may be up before what is between them can forward. */
  private static void awaitUp(Lane.Forwarder forwarder) {
    try (Rtnl rtnl = Rtnl.open(forwarder.ingress().namespace())) {
      rtnl.awaitUp(forwarder.ingress().ifindex(), CARRIER);
      rtnl.awaitUp(forwarder.egress().ifindex(), CARRIER);
    }
  }

  private NetNs forwarder(LinkSettings settings) {
    NetNs made = namespace("forwarder");
    quieten(made, settings);
    Sysctl.set(
        made,
        settings.ipVersion() == 6 ? "net.ipv6.conf.all.forwarding" : "net.ipv4.ip_forward",
        "1");
    return made;
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
}
