package org.hookbench.kernel.bpf;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * An Ethernet frame with one UDP datagram of zeros, all checksums right.
 *
 * <p>Source: RFC 768, RFC 791, RFC 8200.
 */
public final class UdpFrame {
  private static final int UDP = 8;
  private static final int IPV4 = 20;
  private static final int IPV6 = 40;
  private static final int PROTOCOL_UDP = 17;
  private static final byte HOPS = 64;

  private UdpFrame() {}

  /** Bytes of the IP and UDP headers. */
  public static int headers(boolean ipv6) {
    return (ipv6 ? IPV6 : IPV4) + UDP;
  }

  /**
   * Builds a frame.
   *
   * @param toMac the six bytes of the receiving device's address
   * @param fromMac those of the sending device's
   * @param from the sender, of the same version of IP as the receiver
   * @param to the receiver
   * @param payload bytes of the datagram
   */
  public static byte[] of(
      byte[] toMac, byte[] fromMac, InetSocketAddress from, InetSocketAddress to, int payload) {
    byte[] source = from.getAddress().getAddress();
    byte[] destination = to.getAddress().getAddress();
    boolean ipv6 = source.length == 16;
    int ip = SamplePacket.ETHERNET;
    int udp = ip + (ipv6 ? IPV6 : IPV4);
    int length = UDP + payload;
    ByteBuffer frame = ByteBuffer.allocate(udp + length);
    frame.put(toMac).put(fromMac).putShort((short) (ipv6 ? 0x86dd : 0x0800));
    if (ipv6) {
      frame.putInt(0x60000000).putShort((short) length).put((byte) PROTOCOL_UDP).put(HOPS);
    } else {
      frame.putShort((short) 0x4500).putShort((short) (IPV4 + length)).putInt(0);
      frame.put(HOPS).put((byte) PROTOCOL_UDP).putShort((short) 0);
    }
    frame.put(source).put(destination);
    frame.putShort((short) from.getPort()).putShort((short) to.getPort());
    frame.putShort((short) length);
    byte[] bytes = frame.array();
    if (!ipv6) {
      frame.putShort(ip + 10, (short) SamplePacket.checksum(bytes, ip, IPV4));
    }
    frame.putShort(udp + 6, (short) checksum(source, destination, bytes, udp, length));
    return bytes;
  }

  /** The checksum over pseudo header and datagram; one that comes out as 0 is sent as its like. */
  private static int checksum(
      byte[] source, byte[] destination, byte[] frame, int udp, int length) {
    // sums of 16-bit words don't depend on their order, and both pseudo headers have these
    int even = length + length % 2;
    ByteBuffer summed = ByteBuffer.allocate(2 * source.length + 4 + even);
    summed.put(source).put(destination).putShort((short) PROTOCOL_UDP).putShort((short) length);
    summed.put(frame, udp, length);
    int sum = SamplePacket.checksum(summed.array(), 0, summed.capacity());
    return sum == 0 ? 0xffff : sum;
  }
}
