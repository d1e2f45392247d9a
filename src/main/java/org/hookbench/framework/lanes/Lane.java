package org.hookbench.framework.lanes;

import java.net.InetAddress;
import java.util.Optional;
import org.hookbench.kernel.netlink.MacAddress;
import org.hookbench.kernel.netlink.Route;
import org.hookbench.kernel.netns.NetNs;

/**
 * One path from a sender's device to a receiver's.
 *
 * @param sender the sending end
 * @param receiver the receiving end
 * @param forwarder the host between them, where there is one
 * @param existing whether its devices are somebody else's, and to be left as they are
 * @param peer what sends and receives at the other end of the device, where that is not this
 *     process
 */
public record Lane(
    End sender,
    End receiver,
    Optional<Forwarder> forwarder,
    boolean existing,
    Optional<FarPeer> peer) {
  /** A path with nothing between its ends. */
  Lane(End sender, End receiver) {
    this(sender, receiver, Optional.empty(), false, Optional.empty());
  }

  /** A path from a device to a peer, with both of its ends at the device. */
  static Lane toPeer(End device, FarPeer peer) {
    return new Lane(device, device, Optional.empty(), true, Optional.of(peer));
  }

  /** The same over devices that are somebody else's. */
  Lane asExisting() {
    return new Lane(sender, receiver, forwarder, true, peer);
  }

  /** Where packets for the receiver first come in by a device: a device's hook stands there. */
  public End ingress() {
    return forwarder.map(Forwarder::ingress).orElse(receiver);
  }

  /**
   * A namespace between the two ends, with a device to each, that forwards packets.
   *
   * @param ingress the device to the sender
   * @param egress the device to the receiver
   * @param egressMac that device's own address
   * @param receiverMac the address of the receiver's device
   */
  public record Forwarder(End ingress, End egress, MacAddress egressMac, MacAddress receiverMac) {}

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

    /** Whether this is the same device as another end's. */
    public boolean isSameDevice(End other) {
      return ifindex == other.ifindex && namespace.inode() == other.namespace.inode();
    }
  }
}
