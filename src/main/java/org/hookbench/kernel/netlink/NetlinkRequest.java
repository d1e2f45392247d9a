package org.hookbench.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes one request: header, the family's fixed struct, then attributes, each padded to four
 * bytes. The length fields are filled in as parts are closed.
 */
final class NetlinkRequest {
  private static final int LENGTH_AT = 0;
  private static final int SEQUENCE_AT = 8;

  private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());

  /**
   * @param type for example RTM_NEWLINK
   * @param flags NLM_F_*, to which NLM_F_REQUEST is added
   */
  NetlinkRequest(int type, int flags) {
    u32(0).u16(type).u16(flags | NetlinkAbi.NLM_F_REQUEST).u32(0).u32(0);
  }

  NetlinkRequest u8(int value) {
    room(1).put((byte) value);
    return this;
  }

  NetlinkRequest u16(int value) {
    room(2).putShort((short) value);
    return this;
  }

  NetlinkRequest u32(int value) {
    room(4).putInt(value);
    return this;
  }

  NetlinkRequest bytes(byte[] value) {
    room(value.length).put(value);
    return this;
  }

  NetlinkRequest zeros(int count) {
    return bytes(new byte[count]);
  }

  NetlinkRequest attribute(int attribute, byte[] value) {
    return nested(attribute, r -> r.bytes(value));
  }

  NetlinkRequest attributeU32(int attribute, int value) {
    return nested(attribute, r -> r.u32(value));
  }

  /** A string with the NUL that ends it, as names have it. */
  NetlinkRequest attributeString(int attribute, String value) {
    return nested(attribute, r -> r.bytes(ascii(value)).u8(0));
  }

  /** A string without NUL, as iproute2 sends a link's kind and a congestion control. */
  NetlinkRequest attributeChars(int attribute, String value) {
    return attribute(attribute, ascii(value));
  }

  /** An attribute whose payload is whatever {@code content} writes. */
  NetlinkRequest nested(int attribute, Consumer<NetlinkRequest> content) {
    int start = buffer.position();
    u16(0).u16(attribute);
    content.accept(this);
    int length = buffer.position() - start;
    if (length > 0xffff) {
      throw new IllegalArgumentException(
          "netlink attribute " + attribute + " of " + length + " bytes");
    }
    buffer.putShort(start, (short) length);
    return zeros(NetlinkAbi.align(length) - length);
  }

  /** The finished message. */
  byte[] encode(int sequence) {
    buffer.putInt(LENGTH_AT, buffer.position());
    buffer.putInt(SEQUENCE_AT, sequence);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static byte[] ascii(String value) {
    return value.getBytes(StandardCharsets.US_ASCII);
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
      ByteBuffer larger = ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder());
      buffer = larger.put(buffer.flip());
    }
    return buffer;
  }
}
