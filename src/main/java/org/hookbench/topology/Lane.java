package org.hookbench.topology;

import java.net.InetAddress;
import org.hookbench.netlink.Route;
import org.hookbench.netns.NetNs;

/**
 * One path from a sender's device to a receiver's.
 *
 * @param sender the sending end
 * @param receiver the receiving end, where the hook under test is attached
 */
public record Lane(End sender, End receiver) {
  /**
   * One end of a lane.
   *
   * @param namespace where the device is
   * @param device its name
   * @param ifindex its index there
   * @param address its address
   * @param toPeer the route that its packets to the other end take
   */
  public record End(
      NetNs namespace, String device, int ifindex, InetAddress address, Route toPeer) {
    /** The route that packets from the other end take when they have been received. */
    public Route toSelf() {
      return Route.local(address, ifindex);
    }
  }
}
