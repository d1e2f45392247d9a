package org.hookbench.kernel.netlink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address of an interface.
 *
 * @param ifindex the interface
 * @param address the address
 * @param prefixLength in bits
 * @param global whether it can be reached from elsewhere, as a link-local one can't
 */
public record InterfaceAddress(int ifindex, InetAddress address, int prefixLength, boolean global) {
  private static final int NOT_USABLE = RtnlAbi.IFA_F_TENTATIVE | RtnlAbi.IFA_F_DADFAILED;

  /** Empty for one that is not usable: checked for duplicates still, or found to be one. */
  static Optional<InterfaceAddress> decode(NetlinkMessage message) {
    Attributes attributes = message.attributesAfter(RtnlAbi.IFADDRMSG_SIZE);
    ByteBuffer info = message.payload();
    if ((info.get(RtnlAbi.IFADDRMSG_FLAGS) & NOT_USABLE) != 0) {
      return Optional.empty();
    }
    // IFA_ADDRESS is the other end's of a point-to-point link; IPv6 has IFA_LOCAL only there
    int own = attributes.has(RtnlAbi.IFA_LOCAL) ? RtnlAbi.IFA_LOCAL : RtnlAbi.IFA_ADDRESS;
    return Optional.of(
        new InterfaceAddress(
            info.getInt(RtnlAbi.IFADDRMSG_INDEX),
            of(attributes.bytes(own)),
            Byte.toUnsignedInt(info.get(RtnlAbi.IFADDRMSG_PREFIX)),
            info.get(RtnlAbi.IFADDRMSG_SCOPE) == RtnlAbi.RT_SCOPE_UNIVERSE));
  }

  /** An address of a message. */
  static InetAddress of(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new MalformedMessageException("an address of " + address.length);
    }
  }
}
