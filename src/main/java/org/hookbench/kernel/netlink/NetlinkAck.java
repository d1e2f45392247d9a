package org.hookbench.kernel.netlink;

import java.nio.ByteBuffer;

/**
 * The kernel's verdict on a request, from NLMSG_ERROR or from the NLMSG_DONE that ends a dump.
 *
 * @param errno positive, or 0 for success
 * @param text what the kernel says about it in words, where it does (since 4.12); else empty
 * @param offset where in the request the offending attribute begins, in bytes; -1 where not told
 */
record NetlinkAck(int errno, String text, int offset) {
  private static final int ERROR_SIZE = 4;

  /**
   * @throws MalformedMessageException if the message is cut off
   */
  static NetlinkAck parse(NetlinkMessage message) {
    message.require(ERROR_SIZE);
    int error = message.payload().getInt(0);
    if (error > 0) {
      throw new MalformedMessageException("acknowledgement with the positive error " + error);
    }
    Attributes details = details(message);
    return new NetlinkAck(
        -error,
        details.string(NetlinkAbi.NLMSGERR_ATTR_MSG).orElse(""),
        details.u32(NetlinkAbi.NLMSGERR_ATTR_OFFS, -1));
  }

  private static Attributes details(NetlinkMessage message) {
    if (!message.has(NetlinkAbi.NLM_F_ACK_TLVS)) {
      return Attributes.NONE;
    }
    if (message.type() == NetlinkAbi.NLMSG_DONE) {
      return message.attributesAfter(ERROR_SIZE);
    }
    ByteBuffer payload = message.payload();
    message.require(ERROR_SIZE + NetlinkAbi.HEADER_SIZE);
    int echoed =
        message.has(NetlinkAbi.NLM_F_CAPPED) ? NetlinkAbi.HEADER_SIZE : payload.getInt(ERROR_SIZE);
    if (echoed < NetlinkAbi.HEADER_SIZE || echoed > payload.limit() - ERROR_SIZE) {
      throw new MalformedMessageException(
          "acknowledgement that echoes " + Integer.toUnsignedString(echoed) + " bytes");
    }
    return message.attributesAfter(ERROR_SIZE + echoed);
  }
}
