package org.hookbench.framework.reflect;

import java.time.Instant;

/**
 * Timestamps of STAMP and TWAMP, and what is between two of them. Sources: RFC 4656, section 4.1.2
 * (NTP's format and the error estimate); RFC 8186 (PTP's truncated format).
 */
final class StampClock {
  /** Bit of the error estimate: timestamps are of PTP's format, not NTP's. */
  static final int PTP = 0x4000;

  /**
   * What this clock says of itself: not known to be synchronized, NTP's format, 2 * 2^12 * 2^-32 s,
   * which is 1.9 us.
   */
  static final int ERROR_ESTIMATE = 12 << 8 | 2;

  private static final long NANOS = 1_000_000_000;

  /** From 1900, where NTP's seconds begin, to 1970. */
  private static final long SECONDS_TO_1970 = 2_208_988_800L;

  private static final long LOW = 0xffff_ffffL;
  private static final int SCALE_SHIFT = 8;
  private static final int SCALE = 0x3f;
  private static final int MULTIPLIER = 0xff;
  private final long offset;

  StampClock() {
    Instant now = Instant.now();
    offset = now.getEpochSecond() * NANOS + now.getNano() - System.nanoTime();
  }

  /** Now, in NTP's format: seconds since 1900, and 2^-32 of a second. Allocates nothing. */
  long now() {
    return ntp(offset + System.nanoTime());
  }

  /**
   * A time in NTP's format.
   *
   * @param nanos since 1970
   */
  static long ntp(long nanos) {
    long seconds = Math.floorDiv(nanos, NANOS) + SECONDS_TO_1970;
    long fraction = (Math.floorMod(nanos, NANOS) << Integer.SIZE) / NANOS;
    return seconds << Integer.SIZE | fraction;
  }

  /**
   * From one timestamp to a later one, whose seconds may have wrapped since.
   *
   * @param errorEstimate of the packet that has both, which says their format
   * @return ns; negative where they run backwards
   */
  static long between(long from, long to, int errorEstimate) {
    if ((errorEstimate & PTP) != 0) {
      long seconds = (int) ((to >>> Integer.SIZE) - (from >>> Integer.SIZE));
      return seconds * NANOS + (to & LOW) - (from & LOW);
    }
    long difference = to - from;
    return (difference >> Integer.SIZE) * NANOS + ((difference & LOW) * NANOS >>> Integer.SIZE);
  }

  /**
   * The error that an error estimate stands for: multiplier * 2^-32 * 2^scale seconds.
   *
   * @return ns, or {@link RoundTrip#UNKNOWN} where the multiplier is 0, which the RFC forbids, or
   *     the error is longer than a day
   */
  static long errorNanos(int errorEstimate) {
    int multiplier = errorEstimate & MULTIPLIER;
    double seconds =
        multiplier * Math.pow(2, (errorEstimate >> SCALE_SHIFT & SCALE) - Integer.SIZE);
    return multiplier == 0 || seconds > 86_400 ? RoundTrip.UNKNOWN : (long) (seconds * NANOS);
  }
}
