package org.hookbench.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One received message: its header's fields and what follows the header.
 *
 * @param payload in native byte order, from position 0 to its limit; shared, never to be moved
 */
record NetlinkMessage(int type, int flags, int sequence, int port, ByteBuffer payload) {

  /**
   * Splits one datagram into its messages.
   *
   * @throws MalformedMessageException if a header is cut off or a length points outside
   */
  static List<NetlinkMessage> parse(byte[] datagram) {
    ByteBuffer in = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
    List<NetlinkMessage> messages = new ArrayList<>();
    int at = 0;
    while (at < datagram.length) {
      int left = datagram.length - at;
      if (left < NetlinkAbi.HEADER_SIZE) {
        throw new MalformedMessageException(
            left + " bytes where a header of " + NetlinkAbi.HEADER_SIZE + " begins");
      }
      int length = in.getInt(at);
      if (length < NetlinkAbi.HEADER_SIZE || length > left) {
        throw new MalformedMessageException(
            "length " + Integer.toUnsignedString(length) + " where " + left + " bytes are left");
      }
      ByteBuffer payload =
          in.slice(at + NetlinkAbi.HEADER_SIZE, length - NetlinkAbi.HEADER_SIZE)
              .order(ByteOrder.nativeOrder());
      messages.add(
          new NetlinkMessage(
              Short.toUnsignedInt(in.getShort(at + 4)),
              Short.toUnsignedInt(in.getShort(at + 6)),
              in.getInt(at + 8),
              in.getInt(at + 12),
              payload));
      at += Math.min(NetlinkAbi.align(length), left);
    }
    return messages;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /**
   * The attributes behind a fixed struct of {@code size} bytes.
   *
   * @throws MalformedMessageException if the struct or an attribute is cut off
   */
  Attributes attributesAfter(int size) {
    require(size);
    int start = NetlinkAbi.align(size);
    if (start >= payload.limit()) {
      return Attributes.NONE;
    }
    return Attributes.parse(payload.slice(start, payload.limit() - start));
  }

  /** Makes sure that the payload has at least {@code size} bytes. */
  void require(int size) {
    if (payload.limit() < size) {
      throw new MalformedMessageException(
          "message type "
              + type
              + " with a payload of "
              + payload.limit()
              + " bytes, where "
              + size
              + " are the least");
    }
  }
}
