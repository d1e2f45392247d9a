package org.hookbench.kernel.netlink;

/**
 * How both ends of a veth pair are made.
 *
 * @param mtu in bytes; native XDP needs at most 3506 at the peer
 * @param queues receive queues and transmit queues of each end; native XDP needs as many receive
 *     queues here as the peer has transmit queues
 */
public record VethOptions(int mtu, int queues) {
  /** MTU 1500 and one queue. */
  public static final VethOptions DEFAULT = new VethOptions(1500, 1);

  public VethOptions {
    if (mtu < 68 || queues < 1) {
      throw new IllegalArgumentException("veth with MTU " + mtu + " and " + queues + " queues");
    }
  }

  /** The same options with another MTU. */
  public VethOptions withMtu(int bytes) {
    return new VethOptions(bytes, queues);
  }

  /** The same options with another number of queues. */
  public VethOptions withQueues(int number) {
    return new VethOptions(mtu, number);
  }
}
