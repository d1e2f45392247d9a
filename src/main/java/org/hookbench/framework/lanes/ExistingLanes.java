package org.hookbench.framework.lanes;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.hookbench.UsageException;
import org.hookbench.kernel.netlink.InterfaceAddress;
import org.hookbench.kernel.netlink.IpPrefix;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.Route;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * Lanes over pairs of devices that somebody else made, with the addresses and routes that they
 * have. Nothing of them is changed here.
 */
final class ExistingLanes implements Topology {
  private final List<NetNs> namespaces = new ArrayList<>();
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

  private record Place(
      ExistingLink.Device device, NetNs namespace, Link link, List<InetAddress> addresses) {}

  private Lane lane(ExistingLink.Pair pair, int ipVersion) {
    Place sender = place(pair.sender(), ipVersion);
    Place receiver = place(pair.receiver(), ipVersion);
    if (sender.namespace().inode() == receiver.namespace().inode()) {
      throw new UsageException(
          sender.device()
              + " and "
              + receiver.device()
              + " are in one namespace, where packets between them would go over lo");
    }
    Optional<String> first = Optional.empty();
    for (InetAddress from : sender.addresses()) {
      for (InetAddress to : receiver.addresses()) {
        Optional<String> wrong = wrongWay(sender, from, to).or(() -> wrongWay(receiver, to, from));
        if (wrong.isEmpty()) {
          return new Lane(end(sender, from, to), end(receiver, to, from)).asExisting();
        }
        first = first.isEmpty() ? wrong : first;
      }
    }
    throw new UsageException(
        "packets between "
            + sender.device()
            + " and "
            + receiver.device()
            + " would not cross them: "
            + first.orElseThrow());
  }

  private Place place(ExistingLink.Device device, int ipVersion) {
    NetNs namespace = device.open();
    namespaces.add(namespace);
    try (Rtnl rtnl = Rtnl.open(namespace)) {
      Link link = link(rtnl, device);
      if (!link.isUp() || !link.hasCarrier()) {
        throw new UsageException(
            device + " is down or has no carrier; see 'ip link show " + link.name() + "'");
      }
      List<InetAddress> addresses =
          rtnl.addresses(link.ifindex()).stream()
              .filter(InterfaceAddress::global)
              .map(InterfaceAddress::address)
              .filter(a -> a.getAddress().length == (ipVersion == 4 ? 4 : 16))
              .toList();
      if (addresses.isEmpty()) {
        throw new UsageException(
            device
                + " has no IPv"
                + ipVersion
                + " address that others can reach; give it one, or use -p ipv="
                + (ipVersion == 4 ? 6 : 4));
      }
      return new Place(device, namespace, link, addresses);
    }
  }

  private static Link link(Rtnl rtnl, ExistingLink.Device device) {
    try {
      return rtnl.get(rtnl.ifindex(device.name()));
    } catch (KernelException e) {
      if (e.errno() != Errno.ENODEV) {
        throw e;
      }
      throw new UsageException(
          "there is no device '"
              + device.name()
              + "' in namespace "
              + device.namespace()
              + "; it has "
              + rtnl.links().stream().map(Link::name).collect(Collectors.joining(", ")));
    }
  }

  /** Which other way packets go, in words; empty where they go through the device. */
  private static Optional<String> wrongWay(Place place, InetAddress from, InetAddress to) {
    try (Rtnl rtnl = Rtnl.open(place.namespace())) {
      OptionalInt through = rtnl.leavesThrough(from, to);
      if (through.isEmpty()) {
        return Optional.of(place.device() + " has no route to " + to.getHostAddress());
      }
      if (through.getAsInt() == place.link().ifindex()) {
        return Optional.empty();
      }
      return Optional.of(
          "those of "
              + place.device()
              + " to "
              + to.getHostAddress()
              + " leave through "
              + rtnl.get(through.getAsInt()).name());
    }
  }

  private static Lane.End end(Place place, InetAddress own, InetAddress other) {
    int ifindex = place.link().ifindex();
    Route route = Route.of(new IpPrefix(other, 8 * other.getAddress().length), ifindex);
    return new Lane.End(place.namespace(), place.link().name(), ifindex, own, route);
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
    namespaces.forEach(NetNs::close);
  }
}
