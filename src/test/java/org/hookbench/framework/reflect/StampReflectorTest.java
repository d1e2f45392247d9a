package org.hookbench.framework.reflect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The layout of packets, byte by byte as RFC 8762 and RFC 8972 draw it. */
class StampReflectorTest {
  /**
   * Number 5, 2^31 s and a half since 1900, synchronized, scale 3, multiplier 9, session 0x2a2b.
   */
  private static final String SENT =
      "00000005" + "8000000080000000" + "8309" + "2a2b" + "00".repeat(28);

  private final ByteBuffer reply = ByteBuffer.allocate(100);

  private static ByteBuffer packet(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  private String replyHex() {
    byte[] bytes = new byte[reply.limit()];
    reply.get(0, bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void aReplyHasTheSendersFieldsWhereTheRfcPutsThem() {
    assertTrue(new StampReflector(false).reflect(packet(SENT), 1000, reply));
    String hex = replyHex();
    assertEquals(2 * StampPacket.BYTES, hex.length());
    assertEquals("00000005", hex.substring(0, 8), "stateless: the sender's number");
    assertEquals("0c02" + "2a2b", hex.substring(24, 32), "error estimate, session");
    assertEquals("00000005" + "8000000080000000" + "8309" + "0000", hex.substring(48, 80));
    assertEquals("00" + "000000", hex.substring(80), "TTL unknown, zeros");
    long received = reply.getLong(16);
    long sent = reply.getLong(4);
    assertTrue(StampClock.between(received, sent, 0) >= 0, hex);
    long seconds = (received >>> 32) - 2_208_988_800L;
    assertTrue(Math.abs(seconds - System.currentTimeMillis() / 1000) < 3600, "seconds since 1900");
  }

  @Test
  void aStatefulOneCountsEachSendersPackets() {
    StampReflector reflector = new StampReflector(true);
    String other = SENT.replace("2a2b", "2a2c");
    assertEquals(0, number(reflector, SENT, 1000));
    assertEquals(1, number(reflector, SENT, 1000));
    assertEquals(0, number(reflector, SENT, 1001));
    assertEquals(0, number(reflector, other, 1000));
    assertEquals(2, number(reflector, SENT, 1000));
    for (int port = 2000; port < 2000 + StampReflector.SESSIONS; port++) {
      number(reflector, SENT, port);
    }
    assertEquals(0, number(reflector, SENT, 1000), "forgotten, not grown");
  }

  private int number(StampReflector reflector, String packet, int port) {
    assertTrue(reflector.reflect(packet(packet), port, reply));
    assertEquals(5, reply.getInt(24));
    return reply.getInt(0);
  }

  /** Extra padding is known; type 9 is not; a length beyond the packet's end is malformed. */
  @ParameterizedTest
  @CsvSource({
    "80010002ffff, 00010002ffff",
    "80090000, 80090000",
    "00090001aa80010000, 80090001aa00010000",
    "80010005aa, 40010005aa",
    "800100, 400100",
    "8001000080090009, 0001000040090009",
  })
  void extensionsComeBackMarked(String sent, String back) {
    assertTrue(new StampReflector(false).reflect(packet(SENT + sent), 1, reply));
    assertEquals(back, replyHex().substring(2 * StampPacket.BYTES));
  }

  @Test
  void whatIsTooShortIsNotAnswered() {
    ByteBuffer shorter = packet(SENT).limit(StampPacket.BYTES - 1);
    assertFalse(new StampReflector(false).reflect(shorter, 1, reply));
  }

  @Test
  void aSendersPacketIsAsTheRfcDrawsIt() {
    Message.Stamp plain = new Message.Stamp(StampPacket.stamp(44), 44, new StampClock());
    ByteBuffer sent = plain.outgoing(0x01020304).clear();
    assertEquals(44, sent.limit());
    assertEquals(0x01020304, sent.getInt(0));
    assertEquals(0x0c02, sent.getShort(12));
    for (int i = 14; i < 44; i++) {
      assertEquals(0, sent.get(i), "zeros");
    }
    ByteBuffer padded = StampPacket.stamp(60);
    assertEquals(0x8001_000c, padded.getInt(44), "extra padding of 12 bytes");
    assertEquals(41, StampPacket.twamp(41).limit());
  }

  /** One second is 2^32; the second row passes the wrap of NTP's seconds in 2036. */
  @ParameterizedTest
  @CsvSource({
    "0000000100000000, 0000000180000000, 0, 500000000",
    "ffffffff80000000, 0000000000000000, 0, 500000000",
    "0000000200000000, 0000000100000000, 0, -1000000000",
    "000000013b9ac9ff, 0000000200000001, 4000, 2",
    "ffffffff00000000, 0000000000000000, 4000, 1000000000",
  })
  void timestampsAreOfTheFormatThatThePacketSays(
      String from, String to, String estimate, long nanos) {
    assertEquals(
        nanos,
        StampClock.between(
            Long.parseUnsignedLong(from, 16),
            Long.parseUnsignedLong(to, 16),
            Integer.parseInt(estimate, 16)));
  }

  @Test
  void errorEstimatesAreReadAndMade() {
    assertEquals(1907, StampClock.errorNanos(StampClock.ERROR_ESTIMATE));
    assertEquals(1_000_000_000, StampClock.errorNanos(0x8000 | 32 << 8 | 1));
    assertEquals(RoundTrip.UNKNOWN, StampClock.errorNanos(0x0c00), "a multiplier of 0");
    assertEquals(RoundTrip.UNKNOWN, StampClock.errorNanos(0x3fff), "longer than a day");
    assertEquals(2_208_988_800L << 32 | 0x8000_0000L, StampClock.ntp(500_000_000));
  }
}
