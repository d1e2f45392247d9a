package org.hookbench.framework.reflect;

import java.nio.ByteBuffer;

/**
 * Where the fields of an unauthenticated STAMP test packet are. TWAMP's are in the same places,
 * with padding where STAMP has zeros. Sources: RFC 8762, sections 4.2.1 and 4.3.1; RFC 5357,
 * sections 4.1.2 and 4.2.1; RFC 8972, sections 3 (the session's identifier) and 4 (what follows the
 * packet).
 */
final class StampPacket {
  /** Bytes of a packet, in both directions. */
  static final int BYTES = 44;

  /** Bytes of a TWAMP sender's packet before its padding. */
  static final int TWAMP_HEADER = 14;

  /** Bytes of a TWAMP reflector's packet before its padding. */
  static final int TWAMP_REPLY = 41;

  static final int SEQUENCE = 0;
  static final int TIMESTAMP = 4;
  static final int ERROR = 12;
  static final int SESSION = 14;
  static final int RECEIVED = 16;
  static final int SENDER_SEQUENCE = 24;
  static final int SENDER_TIMESTAMP = 28;
  static final int SENDER_ERROR = 36;
  static final int SENDER_TTL = 40;

  /** Bytes of flags, type and length before an extension's value. */
  static final int TLV_HEADER = 4;

  /** Extension's type: its value is there to make the packet longer. */
  static final int EXTRA_PADDING = 1;

  /** Extension's flag: the reflector does not know it; a sender sets it. */
  static final int UNRECOGNIZED = 0x80;

  /** Extension's flag: its length can't be right. */
  static final int MALFORMED = 0x40;

  /** Where type and length are in an extension. */
  static final int TLV_TYPE = 1;

  static final int TLV_LENGTH = 2;
  private static final int UNSIGNED = 0xffff;

  private StampPacket() {}

  /**
   * What a STAMP sender sends, but for what differs from packet to packet.
   *
   * @param bytes {@value #BYTES}, or more by an extension that is padding
   */
  static ByteBuffer stamp(int bytes) {
    ByteBuffer packet = ByteBuffer.allocateDirect(bytes).putShort(ERROR, error());
    if (bytes > BYTES) {
      packet
          .put(BYTES, (byte) UNRECOGNIZED)
          .put(BYTES + TLV_TYPE, (byte) EXTRA_PADDING)
          .putShort(BYTES + TLV_LENGTH, (short) (bytes - BYTES - TLV_HEADER));
    }
    return packet;
  }

  /** What a sender of TWAMP Light sends, with a padding of zeros. */
  static ByteBuffer twamp(int bytes) {
    return ByteBuffer.allocateDirect(bytes).putShort(ERROR, error());
  }

  static int error(ByteBuffer packet, int at) {
    return packet.getShort(at) & UNSIGNED;
  }

  static short error() {
    return (short) StampClock.ERROR_ESTIMATE;
  }
}
