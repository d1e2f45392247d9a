package org.hookbench.framework.iperf;

import java.nio.ByteBuffer;

/**
 * Counts the datagrams of one flow that are received, by iperf3's own rules. Allocates nothing.
 * Source: {@code iperf_udp_recv} in {@code iperf_udp.c}.
 */
public final class UdpTally {
  private static final double MICROS = 1e6;

  private final boolean counters64;
  private long received;
  private long bytes;
  private long highest;
  private long lost;
  private long reordered;
  private long malformed;
  private double transitMicros;
  private double jitterMicros;

  /**
   * @param counters64 as in {@link IperfOptions}
   */
  public UdpTally(boolean counters64) {
    this.counters64 = counters64;
  }

  /**
   * Counts a datagram.
   *
   * @param datagram all of it, from the position, which stays, to the limit
   * @param epochMicros the time of its arrival, in microseconds since 1970; only jitter needs it,
   *     and of the two hosts' clocks only that they run at the same speed
   */
  public void received(ByteBuffer datagram, long epochMicros) {
    int at = datagram.position();
    long number = datagram.remaining() < UdpSequence.headerBytes(counters64) ? 0 : number(datagram);
    if (number <= 0) {
      malformed++;
      return;
    }
    bytes += datagram.remaining();
    if (number > highest) {
      lost += number - highest - 1;
      highest = number;
    } else {
      reordered++;
      if (lost > 0) {
        lost--;
      }
    }
    double transit =
        epochMicros - (datagram.getInt(at) & 0xffffffffL) * MICROS - datagram.getInt(at + 4);
    if (received > 0) {
      jitterMicros += (Math.abs(transit - transitMicros) - jitterMicros) / 16;
    }
    transitMicros = transit;
    received++;
  }

  private long number(ByteBuffer datagram) {
    int at = datagram.position() + 8;
    // 32 bits start again at 0: the number is the nearest to the highest that ends in them
    return counters64 ? datagram.getLong(at) : highest + (datagram.getInt(at) - (int) highest);
  }

  /** Datagrams received, those out of order included. */
  public long received() {
    return received;
  }

  /** Bytes of their payload. */
  public long bytes() {
    return bytes;
  }

  /** The highest number, which is how many the server has sent at least. */
  public long highest() {
    return highest;
  }

  /** Datagrams that were sent before the last one received, and have not arrived. */
  public long lost() {
    return lost;
  }

  /** Datagrams that arrived after one with a higher number, or twice. */
  public long reordered() {
    return reordered;
  }

  /** Datagrams that have no header of iperf3's; nothing else counts them. */
  public long malformed() {
    return malformed;
  }

  /** How much the way's time varies from datagram to datagram, smoothed as in RFC 1889. */
  public double jitterSeconds() {
    return jitterMicros / MICROS;
  }
}
