package org.hookbench.framework.iperf;

import java.nio.ByteBuffer;

/**
 * Writes iperf3's header into the datagrams of one flow that are sent: seconds and microseconds of
 * the time of sending, four bytes each, and the datagram's number, from 1, in four bytes or eight.
 * Allocates nothing. Source: {@code iperf_udp_send} in {@code iperf_udp.c}.
 */
public final class UdpSequence {
  private static final long MICROS = 1_000_000;

  private final boolean counters64;
  private long sent;

  /**
   * @param counters64 as in {@link IperfOptions}
   */
  public UdpSequence(boolean counters64) {
    this.counters64 = counters64;
  }

  /** Bytes of a header. */
  public static int headerBytes(boolean counters64) {
    return counters64 ? 16 : 12;
  }

  /**
   * Writes the header of the next datagram.
   *
   * @param datagram where it begins at the position, which stays; at least {@link #headerBytes}
   *     remain
   * @param epochMicros the time now, in microseconds since 1970
   */
  public void stamp(ByteBuffer datagram, long epochMicros) {
    sent++;
    int at = datagram.position();
    datagram.putInt(at, (int) Math.floorDiv(epochMicros, MICROS));
    datagram.putInt(at + 4, (int) Math.floorMod(epochMicros, MICROS));
    if (counters64) {
      datagram.putLong(at + 8, sent);
    } else {
      datagram.putInt(at + 8, (int) sent);
    }
  }

  /** The datagram that was stamped last did not go out; the next one gets its number. */
  public void takeBack() {
    sent--;
  }

  /** Datagrams sent. */
  public long sent() {
    return sent;
  }
}
