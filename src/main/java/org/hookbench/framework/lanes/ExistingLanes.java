package org.hookbench.framework.lanes;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hookbench.UsageException;

/**
 * Lanes over pairs of devices that somebody else made, with the addresses and routes that they
 * have. Nothing of them is changed here.
 */
final class ExistingLanes implements Topology {
  private final List<ExistingDevice> devices = new ArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();

  private ExistingLanes() {}

  /**
   * Opens a lane a pair.
   *
   * @param ipVersion of the addresses, 4 or 6
   * @throws UsageException where traffic between the two would not cross them, with the reason
   */
  static ExistingLanes open(List<ExistingLink.Pair> pairs, int ipVersion) {
    ExistingLanes opened = new ExistingLanes();
    try {
      for (ExistingLink.Pair pair : pairs) {
        opened.lanes.add(opened.lane(pair, ipVersion));
      }
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private Lane lane(ExistingLink.Pair pair, int ipVersion) {
    ExistingDevice sender = device(pair.sender(), ipVersion);
    ExistingDevice receiver = device(pair.receiver(), ipVersion);
    if (sender.namespace().inode() == receiver.namespace().inode()) {
      throw new UsageException(
          sender.name()
              + " and "
              + receiver.name()
              + " are in one namespace, where packets between them would go over lo");
    }
    Optional<String> first = Optional.empty();
    for (InetAddress from : sender.addresses()) {
      for (InetAddress to : receiver.addresses()) {
        Optional<String> wrong = sender.wrongWay(from, to).or(() -> receiver.wrongWay(to, from));
        if (wrong.isEmpty()) {
          return new Lane(sender.end(from, to), receiver.end(to, from)).asExisting();
        }
        first = first.isEmpty() ? wrong : first;
      }
    }
    throw new UsageException(
        "packets between "
            + sender.name()
            + " and "
            + receiver.name()
            + " would not cross them: "
            + first.orElseThrow());
  }

  private ExistingDevice device(ExistingDevice.Name name, int ipVersion) {
    ExistingDevice device = ExistingDevice.open(name, ipVersion);
    devices.add(device);
    return device;
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
    devices.forEach(ExistingDevice::close);
  }
}
