package org.hookbench.framework.lanes;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hookbench.UsageException;

/**
 * The one lane from a device that somebody else made to a peer, with the addresses and routes that
 * there are. Nothing of them is changed here.
 */
final class DeviceLane implements Topology {
  private final ExistingDevice device;
  private final Lane lane;

  private DeviceLane(ExistingDevice device, Lane lane) {
    this.device = device;
    this.lane = lane;
  }

  /**
   * Opens it.
   *
   * @param ipVersion of the addresses, 4 or 6
   * @throws UsageException where packets to the peer would not go through the device
   */
  static DeviceLane open(DeviceLink link, FarPeer peer, int ipVersion) {
    InetAddress far = peer.address(ipVersion).getAddress();
    ExistingDevice device = ExistingDevice.open(link.device(), ipVersion);
    try {
      Optional<String> first = Optional.empty();
      for (InetAddress own : device.addressesTo(far)) {
        Optional<String> wrong = device.wrongWay(own, far);
        if (wrong.isEmpty()) {
          return new DeviceLane(device, Lane.toPeer(device.end(own, far), peer));
        }
        first = first.isEmpty() ? wrong : first;
      }
      throw new UsageException(
          "packets to peer=" + peer + " would not cross the device: " + first.orElseThrow());
    } catch (RuntimeException e) {
      device.close();
      throw e;
    }
  }

  @Override
  public List<Lane> lanes() {
    return List.of(lane);
  }

  @Override
  public String congestion() {
    return "";
  }

  @Override
  public void close() {
    device.close();
  }
}
