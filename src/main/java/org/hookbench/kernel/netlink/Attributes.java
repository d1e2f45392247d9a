package org.hookbench.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The attributes of a message or of a nested attribute, by type. Of two alike the last counts, but
 * for {@link #strings}.
 */
final class Attributes {
  static final Attributes NONE = new Attributes(Map.of(), List.of());

  /** One attribute as it stands in the message. */
  private record Attribute(int type, ByteBuffer value) {}

  private final Map<Integer, ByteBuffer> byType;
  private final List<Attribute> inOrder;

  private Attributes(Map<Integer, ByteBuffer> byType, List<Attribute> inOrder) {
    this.byType = byType;
    this.inOrder = inOrder;
  }

  /**
   * @throws MalformedMessageException if an attribute is cut off or its length points outside
   */
  static Attributes parse(ByteBuffer data) {
    ByteBuffer in = data.slice().order(ByteOrder.nativeOrder());
    Map<Integer, ByteBuffer> found = new TreeMap<>();
    List<Attribute> inOrder = new ArrayList<>();
    int at = 0;
    while (at < in.limit()) {
      int left = in.limit() - at;
      if (left < NetlinkAbi.ATTRIBUTE_HEADER_SIZE) {
        throw new MalformedMessageException(left + " bytes where an attribute begins");
      }
      int length = Short.toUnsignedInt(in.getShort(at));
      int type = Short.toUnsignedInt(in.getShort(at + 2)) & NetlinkAbi.NLA_TYPE_MASK;
      if (length < NetlinkAbi.ATTRIBUTE_HEADER_SIZE || length > left) {
        throw new MalformedMessageException(
            "attribute " + type + " of length " + length + " where " + left + " bytes are left");
      }
      ByteBuffer value =
          in.slice(at + NetlinkAbi.ATTRIBUTE_HEADER_SIZE, length - NetlinkAbi.ATTRIBUTE_HEADER_SIZE)
              .order(ByteOrder.nativeOrder());
      found.put(type, value);
      inOrder.add(new Attribute(type, value));
      at += NetlinkAbi.align(length);
    }
    return new Attributes(found, inOrder);
  }

  boolean has(int type) {
    return byType.containsKey(type);
  }

  /** How many different attributes there are. */
  int count() {
    return byType.size();
  }

  /** The value of an attribute that must be there, of at least {@code size} bytes. */
  ByteBuffer value(int type, int size) {
    ByteBuffer value = byType.get(type);
    if (value == null) {
      throw new MalformedMessageException("attribute " + type + " is missing");
    }
    if (value.limit() < size) {
      throw new MalformedMessageException(
          "attribute " + type + " has " + value.limit() + " bytes, where " + size + " are needed");
    }
    return value;
  }

  int u8(int type) {
    return Byte.toUnsignedInt(value(type, 1).get(0));
  }

  int u16(int type) {
    return Short.toUnsignedInt(value(type, 2).getShort(0));
  }

  int u32(int type) {
    return value(type, 4).getInt(0);
  }

  /** The number, or {@code absent} where the attribute is not there. */
  int u32(int type, int absent) {
    return has(type) ? u32(type) : absent;
  }

  byte[] bytes(int type) {
    return bytes(value(type, 0));
  }

  private static byte[] bytes(ByteBuffer value) {
    byte[] copy = new byte[value.limit()];
    value.get(0, copy);
    return copy;
  }

  /** The text up to the first NUL, or up to the end where there is none. */
  Optional<String> string(int type) {
    return has(type) ? Optional.of(text(bytes(type))) : Optional.empty();
  }

  /** The text of each attribute of a type that may be there several times, in their order. */
  List<String> strings(int type) {
    return inOrder.stream().filter(a -> a.type == type).map(a -> text(bytes(a.value))).toList();
  }

  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }

  /** What is inside an attribute; nothing where it is not there. */
  Attributes nested(int type) {
    ByteBuffer value = byType.get(type);
    return value == null ? NONE : parse(value);
  }
}
