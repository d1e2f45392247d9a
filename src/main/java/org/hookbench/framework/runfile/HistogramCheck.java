package org.hookbench.framework.runfile;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;
import org.hookbench.framework.experiment.Histograms;

/**
 * Whether bytes are a histogram of ours. Looks at the header first: the library makes room for what
 * that says, and it may say anything.
 *
 * <p>Source: HdrHistogram's {@code AbstractHistogram}, V2 encoding: a cookie and a length, then,
 * compressed, a cookie, the payload's length, an offset, digits, lowest and highest value, a ratio.
 */
final class HistogramCheck {
  private static final int COMPRESSED_COOKIE = 0x1c849304 | 0x10;
  private static final int COOKIE = 0x1c849303 | 0x10;
  private static final int PREFIX_BYTES = 8;
  private static final int HEADER_BYTES = 40;
  private static final Histogram OURS = Histograms.empty();

  private HistogramCheck() {}

  /** What is wrong with it, in words; empty if nothing is. */
  static String problem(byte[] encoded) {
    if (encoded.length < PREFIX_BYTES
        || ByteBuffer.wrap(encoded).getInt() != COMPRESSED_COOKIE
        || ByteBuffer.wrap(encoded).getInt(4) != encoded.length - PREFIX_BYTES) {
      return encoded.length + " other bytes";
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(encoded, PREFIX_BYTES, encoded.length - PREFIX_BYTES);
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      if (inflater.inflate(header) < HEADER_BYTES || !isOurs(header.flip())) {
        return "one of another range or precision";
      }
      return Histograms.decode(encoded).getTotalCount() < 0 ? "one of negative counts" : "";
    } catch (DataFormatException | IllegalArgumentException e) {
      return "damaged bytes";
    } finally {
      inflater.end();
    }
  }

  private static boolean isOurs(ByteBuffer header) {
    int cookie = header.getInt();
    int payload = header.getInt();
    int offset = header.getInt();
    int digits = header.getInt();
    long lowest = header.getLong();
    long highest = header.getLong();
    return cookie == COOKIE
        && payload >= 0
        && payload <= OURS.getNeededByteBufferCapacity()
        && offset == 0
        && digits == OURS.getNumberOfSignificantValueDigits()
        && lowest == OURS.getLowestDiscernibleValue()
        && highest == OURS.getHighestTrackableValue()
        && header.getDouble() == 1;
  }
}
