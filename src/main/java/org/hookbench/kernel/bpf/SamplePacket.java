package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;

/** An Ethernet frame for test runs, of no wire: UDP from 198.18.0.1:6000 to 198.18.0.2:6001. */
public final class SamplePacket {
  /** Bytes of the Ethernet header. */
  public static final int ETHERNET = 14;

  private static final int IPV4 = 20;
  private static final int UDP = 8;
  private static final short ETHERTYPE_IPV4 = 0x0800;
  private static final byte VERSION_AND_LENGTH = 0x45;
  private static final byte TTL = 64;
  private static final byte PROTOCOL_UDP = 17;

  private SamplePacket() {}

  /** A frame with so many bytes of payload and a right checksum in the IP header. */
  public static byte[] udp(int payload) {
    ByteBuffer frame = ByteBuffer.allocate(ETHERNET + IPV4 + UDP + payload);
    frame.putLong(0x0200_0000_0002_0200L).putInt(1).putShort(ETHERTYPE_IPV4);
    frame.put(VERSION_AND_LENGTH).put((byte) 0).putShort((short) (IPV4 + UDP + payload));
    frame.putInt(0).put(TTL).put(PROTOCOL_UDP).putShort((short) 0);
    frame.putInt(0xc612_0001).putInt(0xc612_0002);
    frame.putShort((short) 6000).putShort((short) 6001);
    frame.putShort((short) (UDP + payload)).putShort((short) 0);
    byte[] bytes = frame.array();
    frame.putShort(ETHERNET + 10, (short) checksum(bytes, ETHERNET, IPV4));
    return bytes;
  }

  /** The Internet checksum (RFC 1071); 0 of a header that holds its own right one. */
  public static int checksum(byte[] bytes, int from, int length) {
    ByteBuffer words = ByteBuffer.wrap(bytes, from, length);
    int sum = 0;
    while (words.remaining() >= Short.BYTES) {
      sum += Short.toUnsignedInt(words.getShort());
    }
    sum = (sum & 0xffff) + (sum >> 16);
    return ~((sum & 0xffff) + (sum >> 16)) & 0xffff;
  }
}
