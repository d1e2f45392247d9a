package org.hookbench.framework.reflect;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import org.hookbench.UsageException;

/**
 * Opens round trips. All take the address that this end is bound to (port 0 for any), the server's,
 * the bytes of a message (the payload of UDP or TCP, without headers), and how long a trip waits
 * for its reply. Sockets are in the calling thread's network namespace; no thread is started.
 *
 * <p>All throw an {@link IOException} where the socket can't be bound or connected, and a {@link
 * UsageException} where a message can't have so many bytes.
 */
public final class RoundTrips {
  /** The port that IANA has given to reflectors of STAMP and TWAMP, and RFC 8762 makes default. */
  public static final int STAMP_PORT = 862;

  /** The largest payload of UDP over IPv4. */
  private static final int MOST_UDP = 65_507;

  private static final int MOST_TCP = 1 << 20;

  private RoundTrips() {}

  /**
   * Against a STAMP reflector, unauthenticated, in NTP's timestamp format. Source: RFC 8762. Java
   * can't set the TTL of what it sends, so it is the system's default, and not 255.
   *
   * @param bytes 44, or 48 and more by an Extra Padding TLV (RFC 8972, section 4.1)
   */
  public static RoundTrip stamp(
      InetSocketAddress local, InetSocketAddress server, int bytes, Duration patience)
      throws IOException {
    int padded = StampPacket.BYTES + StampPacket.TLV_HEADER;
    if (bytes != StampPacket.BYTES && (bytes < padded || bytes > MOST_UDP)) {
      throw new UsageException(
          "a STAMP packet has "
              + StampPacket.BYTES
              + " bytes, or with padding "
              + padded
              + " to "
              + MOST_UDP
              + ", not "
              + bytes);
    }
    Message message =
        new Message.Stamp(StampPacket.stamp(bytes), StampPacket.BYTES, new StampClock());
    return new DatagramTrip(local, server, message, 0, patience);
  }

  /**
   * Against a reflector of TWAMP Light, unauthenticated. Source: RFC 5357, appendix I.
   *
   * @param bytes at least 14; the reply has at least 41, and as many as were sent where the
   *     reflector shortens the padding, as it should
   */
  public static RoundTrip twampLight(
      InetSocketAddress local, InetSocketAddress server, int bytes, Duration patience)
      throws IOException {
    refuseUnless(bytes, StampPacket.TWAMP_HEADER, MOST_UDP, "a TWAMP packet");
    Message message =
        new Message.Stamp(StampPacket.twamp(bytes), StampPacket.TWAMP_REPLY, new StampClock());
    return new DatagramTrip(local, server, message, 0, patience);
  }

  /**
   * Against a server that sends each datagram back as it is (RFC 862).
   *
   * @param bytes at least 4, which are the message's number. Numbers begin at random, so that what
   *     an earlier client of the same port still gets is not taken for a reply
   */
  public static RoundTrip udpEcho(
      InetSocketAddress local, InetSocketAddress server, int bytes, Duration patience)
      throws IOException {
    refuseUnless(bytes, Message.Echo.LEAST, MOST_UDP, "a UDP echo");
    int first = new SecureRandom().nextInt();
    return new DatagramTrip(local, server, new Message.Echo(bytes), first, patience);
  }

  /** Against a server that sends back what it gets over TCP (RFC 862), in whatever pieces. */
  public static RoundTrip tcpEcho(
      InetSocketAddress local, InetSocketAddress server, int bytes, Duration patience)
      throws IOException {
    refuseUnless(bytes, 1, MOST_TCP, "a TCP echo");
    return new TcpEchoTrip(local, server, bytes, patience);
  }

  private static void refuseUnless(int bytes, int least, int most, String what) {
    if (bytes < least || bytes > most) {
      throw new UsageException(what + " has " + least + " to " + most + " bytes, not " + bytes);
    }
  }
}
