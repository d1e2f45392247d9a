package org.hookbench.framework.lanes;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ObjIntConsumer;
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
 * A device that somebody else made, with the addresses that it has. Nothing of it is changed here.
 *
 * @param name how the user names it
 * @param namespace that it is in, open until {@link #close}
 * @param link the device
 * @param addresses of one family, at least one
 */
record ExistingDevice(Name name, NetNs namespace, Link link, List<InetAddress> addresses)
    implements AutoCloseable {
  /**
   * A device of a namespace.
   *
   * @param namespace a name that {@code ip netns} lists, the path of a namespace's file, or {@code
   *     .} for the current one
   * @param device its name there
   */
  public record Name(String namespace, String device) {
    /** Of the text {@code NAMESPACE/DEVICE}; empty where that is not its form. */
    static Optional<Name> parse(String text) {
      int slash = text.lastIndexOf('/');
      return slash < 1 || slash == text.length() - 1
          ? Optional.empty()
          : Optional.of(new Name(text.substring(0, slash), text.substring(slash + 1)));
    }

    /** Does something with the device; nothing where it, or its namespace, has gone. */
    void ifThere(ObjIntConsumer<NetNs> action) {
      try (NetNs open = open();
          Rtnl rtnl = Rtnl.open(open)) {
        action.accept(open, rtnl.ifindex(device));
      } catch (UsageException e) {
        // the namespace has gone, and with it all that was attached
      } catch (KernelException e) {
        if (e.errno() != Errno.ENODEV) {
          throw e;
        }
      }
    }

    private NetNs open() {
      try {
        if (namespace.equals(".")) {
          return NetNs.current();
        }
        return namespace.contains("/") ? NetNs.at(Path.of(namespace)) : NetNs.named(namespace);
      } catch (KernelException e) {
        if (e.errno() == Errno.ENOENT) {
          throw new UsageException(
              "there is no network namespace '"
                  + namespace
                  + "'; 'ip netns list' shows those that have a name");
        }
        if (e.errno() == Errno.EINVAL) {
          throw new UsageException(namespace + " is no network namespace");
        }
        throw e;
      }
    }

    @Override
    public String toString() {
      return namespace + "/" + device;
    }
  }

  /**
   * Finds a device.
   *
   * @param ipVersion of the addresses, 4 or 6
   * @throws UsageException where there is none, it is down, or has no such address
   */
  static ExistingDevice open(Name name, int ipVersion) {
    NetNs namespace = name.open();
    try (Rtnl rtnl = Rtnl.open(namespace)) {
      Link link = link(rtnl, name);
      if (!link.isUp() || !link.hasCarrier()) {
        throw new UsageException(
            name + " is down or has no carrier; see 'ip link show " + link.name() + "'");
      }
      List<InetAddress> addresses =
          rtnl.addresses(link.ifindex()).stream()
              .filter(InterfaceAddress::global)
              .map(InterfaceAddress::address)
              .filter(a -> a.getAddress().length == (ipVersion == 4 ? 4 : 16))
              .toList();
      if (addresses.isEmpty()) {
        throw new UsageException(
            name
                + " has no IPv"
                + ipVersion
                + " address that others can reach; give it one, or use -p ipv="
                + (ipVersion == 4 ? 6 : 4));
      }
      return new ExistingDevice(name, namespace, link, addresses);
    } catch (RuntimeException e) {
      namespace.close();
      throw e;
    }
  }

  private static Link link(Rtnl rtnl, Name name) {
    try {
      return rtnl.get(rtnl.ifindex(name.device()));
    } catch (KernelException e) {
      if (e.errno() != Errno.ENODEV) {
        throw e;
      }
      throw new UsageException(
          "there is no device '"
              + name.device()
              + "' in namespace "
              + name.namespace()
              + "; it has "
              + rtnl.links().stream().map(Link::name).collect(Collectors.joining(", ")));
    }
  }

  /**
   * Its addresses, the one first that the kernel sends packets to another address from: of a device
   * with several a server that answers from the others' network is not understood.
   */
  List<InetAddress> addressesTo(InetAddress far) {
    try (Rtnl rtnl = Rtnl.open(namespace)) {
      Optional<InetAddress> source = rtnl.sourceOf(far);
      return addresses.stream()
          .sorted(Comparator.comparing(a -> !source.equals(Optional.of(a))))
          .toList();
    }
  }

  /** Which other way packets go, in words; empty where they go through the device. */
  Optional<String> wrongWay(InetAddress from, InetAddress to) {
    try (Rtnl rtnl = Rtnl.open(namespace)) {
      OptionalInt through = rtnl.leavesThrough(from, to);
      if (through.isEmpty()) {
        return Optional.of(name + " has no route to " + to.getHostAddress());
      }
      if (through.getAsInt() == link.ifindex()) {
        return Optional.empty();
      }
      return Optional.of(
          "those of "
              + name
              + " to "
              + to.getHostAddress()
              + " leave through "
              + rtnl.get(through.getAsInt()).name());
    }
  }

  /** It as a lane's end, with one of its addresses and the one of the other end. */
  Lane.End end(InetAddress own, InetAddress other) {
    int ifindex = link.ifindex();
    Route route = Route.of(new IpPrefix(other, 8 * other.getAddress().length), ifindex);
    return new Lane.End(namespace, link.name(), ifindex, own, route);
  }

  @Override
  public void close() {
    namespace.close();
  }
}
