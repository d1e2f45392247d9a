package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpFrameTest {
  private static final byte[] TO = {2, 0, 0, 0, 0, 2};
  private static final byte[] FROM = {2, 0, 0, 0, 0, 1};

  /** What a sample packet of the same addresses has, but for its UDP checksum, which is 0 there. */
  @Test
  void overIpv4() {
    byte[] sample = SamplePacket.udp(64);
    byte[] to = Arrays.copyOf(sample, 6);
    byte[] from = Arrays.copyOfRange(sample, 6, 12);
    byte[] frame = UdpFrame.of(to, from, ipv4(1, 6000), ipv4(2, 6001), 64);
    ByteBuffer.wrap(frame).putShort(40, (short) 0);
    assertArrayEquals(sample, frame);
  }

  /** A receiver sums header, datagram and its own checksum to all ones (RFC 768). */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 63, 64, 1472})
  void theUdpChecksumIsRight(int payload) {
    assertEquals(0, summed(UdpFrame.of(TO, FROM, ipv4(1, 6000), ipv4(2, 6001), payload), 4, 26));
    assertEquals(0, summed(UdpFrame.of(TO, FROM, ipv6(1, 6000), ipv6(2, 6001), payload), 16, 22));
  }

  @Test
  void overIpv6() {
    byte[] frame = UdpFrame.of(TO, FROM, ipv6(1, 6000), ipv6(2, 6001), 4);
    assertEquals(
        "020000000002020000000001" // addresses
            + "86dd60000000000c1140" // IPv6, 12 bytes of UDP, 64 hops
            + "20010002000000000000000000000001"
            + "20010002000000000000000000000002"
            + "17701771000c", // ports 6000 and 6001, length
        HexFormat.of().formatHex(frame, 0, 60));
    assertEquals(14 + UdpFrame.headers(true) + 4, frame.length);
    assertEquals(14 + UdpFrame.headers(false) + 4, frame(4).length);
  }

  private static byte[] frame(int payload) {
    return UdpFrame.of(TO, FROM, ipv4(1, 6000), ipv4(2, 6001), payload);
  }

  private static int summed(byte[] frame, int addressBytes, int addresses) {
    int udp = addresses + 2 * addressBytes;
    int length = frame.length - udp;
    ByteBuffer all = ByteBuffer.allocate(2 * addressBytes + 8 + length + length % 2);
    all.put(frame, addresses, 2 * addressBytes).putInt(length).putInt(17);
    all.put(frame, udp, length);
    return SamplePacket.checksum(all.array(), 0, all.capacity());
  }

  private static InetSocketAddress ipv4(int host, int port) {
    return new InetSocketAddress("198.18.0." + host, port);
  }

  private static InetSocketAddress ipv6(int host, int port) {
    return new InetSocketAddress("2001:2::" + host, port);
  }
}
