package org.hookbench.framework.reflect;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a STAMP reflector answers, unauthenticated. Sources: RFC 8762, section 4.3; RFC 8972,
 * section 4: of the extensions it knows Extra Padding, and marks others as unrecognized. A reply is
 * never longer than what it answers: a packet of less than {@value StampPacket#BYTES} bytes, which
 * only a sender of TWAMP Light may send, is not answered. The sender's TTL, which Java's sockets do
 * not tell, is said to be 0.
 *
 * <p>Allocates nothing. Not for several threads.
 */
public final class StampReflector {
  /**
   * Sessions of which a stateful reflector knows how far they are; then the oldest is forgotten.
   */
  static final int SESSIONS = 64;

  private static final long NO_SESSION = -1;

  private final boolean stateful;
  private final StampClock clock = new StampClock();
  private final long[] sessions = new long[SESSIONS];
  private final int[] numbers = new int[SESSIONS];
  private int oldest;

  /**
   * @param stateful whether replies have a number of their own, which counts them for each sender
   *     (its port and its STAMP session identifier) from 0 on, so that a loss there can be told
   *     from one back; otherwise they have the sender's
   */
  public StampReflector(boolean stateful) {
    this.stateful = stateful;
    Arrays.fill(sessions, NO_SESSION);
  }

  /**
   * Makes the reply to a datagram that has just come.
   *
   * @param packet from 0 to its limit
   * @param port that it came from
   * @param reply direct or not, with room for as much as the packet has; ready to be sent
   * @return false where the packet is none of STAMP, and there is no reply
   */
  public boolean reflect(ByteBuffer packet, int port, ByteBuffer reply) {
    if (packet.limit() < StampPacket.BYTES) {
      return false;
    }
    long received = clock.now();
    int sequence = packet.getInt(StampPacket.SEQUENCE);
    short session = packet.getShort(StampPacket.SESSION);
    // zeros and the extensions, as they came
    reply.clear().put(packet.position(0)).flip();
    for (int i = StampPacket.SENDER_TTL; i < StampPacket.BYTES; i++) {
      reply.put(i, (byte) 0);
    }
    reply
        .putInt(StampPacket.SEQUENCE, stateful ? next(port, session) : sequence)
        .putShort(StampPacket.ERROR, StampPacket.error())
        .putShort(StampPacket.SESSION, session)
        .putLong(StampPacket.RECEIVED, received)
        .putInt(StampPacket.SENDER_SEQUENCE, sequence)
        .putLong(StampPacket.SENDER_TIMESTAMP, packet.getLong(StampPacket.TIMESTAMP))
        .putInt(StampPacket.SENDER_ERROR, packet.getShort(StampPacket.ERROR) << Short.SIZE);
    markExtensions(reply);
    reply.putLong(StampPacket.TIMESTAMP, clock.now());
    return true;
  }

  private static void markExtensions(ByteBuffer reply) {
    int at = StampPacket.BYTES;
    while (at < reply.limit()) {
      int left = reply.limit() - at - StampPacket.TLV_HEADER;
      if (left < 0 || (reply.getShort(at + StampPacket.TLV_LENGTH) & 0xffff) > left) {
        reply.put(at, (byte) StampPacket.MALFORMED);
        return;
      }
      boolean known = reply.get(at + StampPacket.TLV_TYPE) == StampPacket.EXTRA_PADDING;
      reply.put(at, (byte) (known ? 0 : StampPacket.UNRECOGNIZED));
      at += StampPacket.TLV_HEADER + (reply.getShort(at + StampPacket.TLV_LENGTH) & 0xffff);
    }
  }

  private int next(int port, short session) {
    long wanted = (long) port << Short.SIZE | session & 0xffff;
    for (int i = 0; i < SESSIONS; i++) {
      if (sessions[i] == wanted) {
        return ++numbers[i];
      }
    }
    sessions[oldest] = wanted;
    numbers[oldest] = 0;
    oldest = (oldest + 1) % SESSIONS;
    return 0;
  }
}
