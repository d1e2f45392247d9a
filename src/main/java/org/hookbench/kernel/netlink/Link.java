package org.hookbench.kernel.netlink;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An interface as the kernel described it at one moment.
 *
 * @param ifindex its number in its namespace
 * @param name its name
 * @param altNames its alternative names, which {@code ip link property} gives; Linux 5.5
 * @param kind its driver's name as in {@code ip link add type}, e.g. {@code veth}; empty for lo
 * @param mtu in bytes
 * @param flags IFF_* of {@code linux/if.h}
 * @param operState whether it can carry packets
 * @param mac its hardware address; empty where it has none of six bytes
 * @param peerIfindex of veth: the other end's number, in the other end's namespace
 * @param transmitQueues how many
 * @param receiveQueues how many
 * @param stats counters
 * @param xdp the attached XDP program
 */
public record Link(
    int ifindex,
    String name,
    List<String> altNames,
    String kind,
    int mtu,
    int flags,
    OperState operState,
    Optional<MacAddress> mac,
    OptionalInt peerIfindex,
    int transmitQueues,
    int receiveQueues,
    LinkStats stats,
    Optional<XdpAttachment> xdp) {

  /** Whether that is its name or one of its alternative names. */
  public boolean isCalled(String anyName) {
    return name.equals(anyName) || altNames.contains(anyName);
  }

  /** Whether it is switched on, which does not say that packets pass. */
  public boolean isUp() {
    return (flags & RtnlAbi.IFF_UP) != 0;
  }

  /** Whether it has a carrier. */
  public boolean hasCarrier() {
    return (flags & RtnlAbi.IFF_LOWER_UP) != 0;
  }

  static Link decode(NetlinkMessage message) {
    if (message.type() != RtnlAbi.RTM_NEWLINK) {
      throw new MalformedMessageException("type " + message.type() + " where a link was asked for");
    }
    Attributes attributes = message.attributesAfter(RtnlAbi.IFINFOMSG_SIZE);
    ByteBuffer info = message.payload();
    Attributes linkInfo = attributes.nested(RtnlAbi.IFLA_LINKINFO);
    return new Link(
        info.getInt(RtnlAbi.IFINFOMSG_INDEX),
        attributes
            .string(RtnlAbi.IFLA_IFNAME)
            .orElseThrow(() -> new MalformedMessageException("link without a name")),
        attributes.nested(RtnlAbi.IFLA_PROP_LIST).strings(RtnlAbi.IFLA_ALT_IFNAME),
        linkInfo.string(RtnlAbi.IFLA_INFO_KIND).orElse(""),
        attributes.u32(RtnlAbi.IFLA_MTU),
        info.getInt(RtnlAbi.IFINFOMSG_FLAGS),
        OperState.decode(attributes.u8(RtnlAbi.IFLA_OPERSTATE)),
        mac(attributes),
        attributes.has(RtnlAbi.IFLA_LINK)
            ? OptionalInt.of(attributes.u32(RtnlAbi.IFLA_LINK))
            : OptionalInt.empty(),
        attributes.u32(RtnlAbi.IFLA_NUM_TX_QUEUES, 1),
        attributes.u32(RtnlAbi.IFLA_NUM_RX_QUEUES, 1),
        LinkStats.decode(attributes.value(RtnlAbi.IFLA_STATS64, RtnlAbi.STATS64_READ)),
        XdpAttachment.decode(attributes.nested(RtnlAbi.IFLA_XDP)));
  }

  private static Optional<MacAddress> mac(Attributes attributes) {
    if (!attributes.has(RtnlAbi.IFLA_ADDRESS)) {
      return Optional.empty();
    }
    byte[] address = attributes.bytes(RtnlAbi.IFLA_ADDRESS);
    return address.length == 6 ? Optional.of(MacAddress.of(address)) : Optional.empty();
  }
}
