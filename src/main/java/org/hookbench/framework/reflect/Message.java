package org.hookbench.framework.reflect;

import java.nio.ByteBuffer;

/** What goes there and back in a datagram, and how its number is in it. */
interface Message {
  /** Bytes 0 to the limit are what to send with this number. */
  ByteBuffer outgoing(int sequence);

  /** Whether a datagram, from 0 to its limit, is one that a server of this protocol sends back. */
  boolean isReply(ByteBuffer datagram);

  /** The number of the message that a reply answers. */
  int sequence(ByteBuffer reply);

  /** See {@link RoundTrip#lastReflectorNanos}. */
  default long reflectorNanos(ByteBuffer reply) {
    return RoundTrip.UNKNOWN;
  }

  /** See {@link RoundTrip#lastReflectorErrorNanos}. */
  default long reflectorErrorNanos(ByteBuffer reply) {
    return RoundTrip.UNKNOWN;
  }

  /** Any bytes, of which the first four are the number, and which come back unchanged. */
  record Echo(ByteBuffer outgoing) implements Message {
    /** Bytes of the number. */
    static final int LEAST = Integer.BYTES;

    Echo(int bytes) {
      this(ByteBuffer.allocateDirect(bytes));
    }

    @Override
    public ByteBuffer outgoing(int sequence) {
      return outgoing.putInt(0, sequence);
    }

    @Override
    public boolean isReply(ByteBuffer datagram) {
      return datagram.limit() == outgoing.capacity();
    }

    @Override
    public int sequence(ByteBuffer reply) {
      return reply.getInt(0);
    }
  }

  /**
   * A packet of STAMP or TWAMP Light.
   *
   * @param least bytes that a reply has at least
   */
  record Stamp(ByteBuffer outgoing, int least, StampClock clock) implements Message {
    @Override
    public ByteBuffer outgoing(int sequence) {
      return outgoing
          .putInt(StampPacket.SEQUENCE, sequence)
          .putLong(StampPacket.TIMESTAMP, clock.now());
    }

    @Override
    public boolean isReply(ByteBuffer datagram) {
      return datagram.limit() >= least;
    }

    @Override
    public int sequence(ByteBuffer reply) {
      return reply.getInt(StampPacket.SENDER_SEQUENCE);
    }

    @Override
    public long reflectorNanos(ByteBuffer reply) {
      long nanos =
          StampClock.between(
              reply.getLong(StampPacket.RECEIVED),
              reply.getLong(StampPacket.TIMESTAMP),
              StampPacket.error(reply, StampPacket.ERROR));
      return nanos < 0 ? RoundTrip.UNKNOWN : nanos;
    }

    @Override
    public long reflectorErrorNanos(ByteBuffer reply) {
      return StampClock.errorNanos(StampPacket.error(reply, StampPacket.ERROR));
    }
  }
}
