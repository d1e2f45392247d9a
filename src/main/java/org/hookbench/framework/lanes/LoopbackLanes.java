package org.hookbench.framework.lanes;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.kernel.netlink.Ethtool;
import org.hookbench.kernel.netlink.Route;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netns.NetNs;

/** The loopback device of an anonymous namespace a lane: both ends are the same device. */
public final class LoopbackLanes implements Topology {
  private static final String DEVICE = "lo";
  private final List<Lane> lanes = new ArrayList<>();

  private LoopbackLanes() {}

  /** Makes {@code count} lanes that are up and ready for traffic. */
  public static LoopbackLanes create(int count, LinkSettings settings) {
    return create(count, settings, settings.placement().choose(), LaneNeeds.NONE);
  }

  /** The same, with what hooks need, for ends on these CPUs. */
  public static LoopbackLanes create(
      int count, LinkSettings settings, Placement.Cpus cpus, LaneNeeds needs) {
    LoopbackLanes made = new LoopbackLanes();
    try {
      for (int i = 0; i < count; i++) {
        NetNs namespace = NetNs.anonymous("loopback " + i);
        int ifindex;
        try (Rtnl rtnl = Rtnl.open(namespace);
            Ethtool ethtool = Ethtool.open(namespace)) {
          ifindex = rtnl.ifindex(DEVICE);
          if (settings.mtu().isPresent()) {
            rtnl.setMtu(ifindex, settings.mtu().getAsInt());
          }
          if (!settings.offload()) {
            AllOffloads.off(ethtool, DEVICE);
          }
          rtnl.setUp(ifindex);
        } catch (RuntimeException e) {
          namespace.close();
          throw e;
        }
        InetAddress address =
            InetAddress.getByName(settings.ipVersion() == 4 ? "127.0.0.1" : "::1");
        Route route = Route.local(address, ifindex);
        Lane.End end = new Lane.End(namespace, DEVICE, ifindex, address, route);
        Lane lane = new Lane(end, end);
        made.lanes.add(lane);
        if (needs.steered()) {
          Steering.set(lane, cpus, needs);
        }
      }
      return made;
    } catch (RuntimeException e) {
      made.close();
      throw e;
    } catch (UnknownHostException e) {
      made.close();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Lane> lanes() {
    return List.copyOf(lanes);
  }

  @Override
  public String congestion() {
    return "";
  }

  @Override
  public void close() {
    lanes.forEach(lane -> lane.sender().namespace().close());
  }
}
