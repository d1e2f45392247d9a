package org.hookbench.framework.iperf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header of datagrams, and what is counted by it. */
class UdpHeaderTest {
  private static final long TIME = 1_700_000_000_123_456L;

  @Test
  void theBytesAreIperf3s() {
    assertArrayEquals(
        new byte[] {0x65, 0x53, (byte) 0xf1, 0, 0, 1, (byte) 0xe2, 0x40, 0, 0, 0, 1},
        stamped(new UdpSequence(false)).array());
    assertArrayEquals(
        new byte[] {0x65, 0x53, (byte) 0xf1, 0, 0, 1, (byte) 0xe2, 0x40, 0, 0, 0, 0, 0, 0, 0, 1},
        stamped(new UdpSequence(true)).array());
  }

  @Test
  void whatDidNotGoOutTakesNoNumber() {
    UdpSequence sequence = new UdpSequence(true);
    stamped(sequence);
    sequence.takeBack();
    assertEquals(1, stamped(sequence).getLong(8));
    assertEquals(1, sequence.sent());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lostAndReordered(boolean counters64) {
    UdpTally tally = new UdpTally(counters64);
    for (int number : new int[] {1, 2, 5, 4, 9}) {
      tally.received(numbered(counters64, number), TIME);
    }
    assertEquals(5, tally.received());
    assertEquals(9, tally.highest());
    assertEquals(4, tally.lost(), "3, 6, 7 and 8");
    assertEquals(1, tally.reordered());
    assertEquals(5L * UdpSequence.headerBytes(counters64), tally.bytes());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatHasNoHeaderIsCountedApart(boolean counters64) {
    UdpTally tally = new UdpTally(counters64);
    tally.received(ByteBuffer.allocate(4), TIME);
    tally.received(numbered(counters64, 0), TIME);
    tally.received(numbered(counters64, -1), TIME);
    assertEquals(3, tally.malformed());
    assertEquals(0, tally.received());
    assertEquals(0, tally.lost());
  }

  @Test
  void aCounterOf32BitsStartsAgain() {
    UdpTally tally = new UdpTally(false);
    for (long number = 1; number < 3L << 32; number += 1L << 30) {
      tally.received(numbered(false, (int) number), TIME);
    }
    tally.received(numbered(false, (int) ((3L << 32) + 1)), TIME);
    assertEquals((3L << 32) + 1, tally.highest());
    assertEquals(0, tally.reordered());
  }

  @Test
  void jitterIsOfTheDifferencesOfTheWays() {
    UdpTally tally = new UdpTally(true);
    UdpSequence sequence = new UdpSequence(true);
    for (int delay : new int[] {1_000_000, 1_000_000, 1_000_160}) {
      tally.received(stamped(sequence), TIME + delay);
    }
    assertEquals(10e-6, tally.jitterSeconds(), 1e-9);
  }

  private static ByteBuffer stamped(UdpSequence sequence) {
    ByteBuffer wide = ByteBuffer.allocate(UdpSequence.headerBytes(true));
    sequence.stamp(wide, TIME);
    boolean narrow = wide.getLong(8) != sequence.sent();
    ByteBuffer exact = ByteBuffer.allocate(UdpSequence.headerBytes(!narrow));
    return exact.put(wide.array(), 0, exact.capacity()).flip();
  }

  private static ByteBuffer numbered(boolean counters64, int number) {
    ByteBuffer datagram = ByteBuffer.allocate(UdpSequence.headerBytes(counters64));
    datagram.putInt(0, (int) (TIME / 1_000_000));
    datagram.putInt(4, (int) (TIME % 1_000_000));
    if (counters64) {
      datagram.putLong(8, number);
    } else {
      datagram.putInt(8, number);
    }
    return datagram;
  }
}
