package org.hookbench.kernel.netlink;

import java.util.HexFormat;
import java.util.Objects;

/**
 * An Ethernet hardware address.
 *
 * @param text six bytes in lower-case hexadecimal with colons, e.g. {@code 02:00:00:00:00:0a}
 */
public record MacAddress(String text) {
  private static final HexFormat FORMAT = HexFormat.ofDelimiter(":");
  private static final int BYTES = 6;

  /**
   * @throws IllegalArgumentException if the text is not six bytes with colons in between
   */
  public MacAddress {
    Objects.requireNonNull(text);
    text = FORMAT.formatHex(sixBytes(text));
  }

  /** The address that six bytes stand for. */
  public static MacAddress of(byte[] bytes) {
    return new MacAddress(FORMAT.formatHex(bytes));
  }

  /** A copy of the six bytes. */
  public byte[] bytes() {
    return FORMAT.parseHex(text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static byte[] sixBytes(String text) {
    byte[] bytes = FORMAT.parseHex(text);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("not a MAC address: " + text);
    }
    return bytes;
  }
}
