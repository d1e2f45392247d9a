package org.hookbench.framework.experiment;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Histograms of operation times in ns, from 1 ns to 10 s with three significant digits. */
public final class Histograms {
  private static final long LONGEST_NANOS = 10_000_000_000L;
  private static final int DIGITS = 3;

  private Histograms() {}

  /** An empty one. */
  public static Histogram empty() {
    return new Histogram(LONGEST_NANOS, DIGITS);
  }

  /** An empty one an arm. */
  public static List<Histogram> forArms(int arms) {
    List<Histogram> all = new ArrayList<>();
    for (int i = 0; i < arms; i++) {
      all.add(empty());
    }
    return all;
  }

  /** Each in HdrHistogram's compressed form. */
  public static List<byte[]> encode(List<Histogram> histograms) {
    List<byte[]> encoded = new ArrayList<>();
    for (Histogram h : histograms) {
      ByteBuffer buffer = ByteBuffer.allocate(h.getNeededByteBufferCapacity());
      int length = h.encodeIntoCompressedByteBuffer(buffer);
      encoded.add(Arrays.copyOf(buffer.array(), length));
    }
    return encoded;
  }

  /**
   * The histogram that {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Histogram decode(byte[] encoded) {
    try {
      return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), LONGEST_NANOS);
    } catch (DataFormatException | RuntimeException e) {
      throw new IllegalArgumentException("not a compressed HdrHistogram", e);
    }
  }
}
