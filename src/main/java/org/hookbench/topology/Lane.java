package org.hookbench.topology;

import java.net.InetAddress;
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
   */
  public record End(NetNs namespace, String device, int ifindex, InetAddress address) {}
}
