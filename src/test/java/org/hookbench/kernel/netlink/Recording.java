package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Bytes that strace recorded from a real tool, on a little-endian machine. */
final class Recording {
  private Recording() {}

  /** Hexadecimal bytes with any white space between; a line that begins with # is a comment. */
  static byte[] bytes(String hex) {
    String digits = hex.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining());
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }

  static byte[] resource(String name) {
    try (InputStream in = Recording.class.getResourceAsStream(name)) {
      return bytes(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless a request of ours is what a tool sent, with the tool's sequence number. */
  static void assertSameBytes(String recorded, NetlinkRequest ours) {
    byte[] expected = bytes(recorded);
    HexFormat hex = HexFormat.ofDelimiter(" ");
    assertEquals(hex.formatHex(expected), hex.formatHex(ours.encode(sequence(expected))));
  }

  /** The sequence number that a tool used, so that ours can use the same. */
  static int sequence(byte[] message) {
    return ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).getInt(8);
  }

  static NetlinkMessage message(byte[] datagram) {
    return NetlinkMessage.parse(datagram).get(0);
  }
}
