package org.hookbench.bpf;

import java.nio.ByteBuffer;

/** Packets to run programs on that are not on any wire. */
public final class SamplePacket {
  private static final int ETHERNET = 14;
  private static final int IPV4 = 20;
  private static final int UDP = 8;
  private static final int TTL = 64;
  private static final int PROTOCOL_UDP = 17;

  private SamplePacket() {}

  /**
   * An Ethernet frame with a UDP datagram over IPv4, from 198.18.0.1 to 198.18.0.2, with a right
   * header checksum and no UDP checksum.
   *
   * @param payload bytes of it
   */
  public static byte[] udp(int payload) {
    ByteBuffer b = ByteBuffer.allocate(ETHERNET + IPV4 + UDP + payload);
    b.put(new byte[] {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1}).putShort((short) 0x0800);
    b.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4 + UDP + payload));
    b.putInt(0).put((byte) TTL).put((byte) PROTOCOL_UDP).putShort((short) 0);
    b.put(new byte[] {(byte) 198, 18, 0, 1, (byte) 198, 18, 0, 2});
    b.putShort((short) 6100).putShort((short) 6101).putShort((short) (UDP + payload));
    b.putShort(ETHERNET + 10, checksum(b, ETHERNET, IPV4));
    return b.array();
  }

  /** The Internet checksum (RFC 1071) over an even number of bytes. */
  static short checksum(ByteBuffer b, int from, int length) {
    int sum = 0;
    for (int i = from; i < from + length; i += 2) {
      sum += b.getShort(i) & 0xffff;
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (short) ~sum;
  }
}
