package org.hookbench.framework.workload;

import java.util.Optional;
import org.hookbench.UsageException;

/** How large and how many requests and responses are, and what is refused of that. */
public final class RoundTripSizes {
  /** The value of {@code -p response=} that stands for the request's size. */
  public static final String SAME = "same";

  private static final int MOST_FLOWS_OF_A_SHORT_SLICE = 16;
  private static final int MOST_FLOWS_OF_A_MEDIUM_SLICE = 64;

  private RoundTripSizes() {}

  static int checked(String parameter, int bytes, int least, int most) {
    if (bytes < least || bytes > most) {
      throw new UsageException(
          parameter + " of a round trip is " + least + " to " + most + " bytes, not " + bytes);
    }
    return bytes;
  }

  /** The bytes that {@code -p response=} names. */
  static int response(String text, int request) {
    if (text.equals(SAME)) {
      return request;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new UsageException("response=" + text + " is no number of bytes, nor " + SAME);
    }
  }

  /** A batch of many transactions, some 13 us each, needs a longer slice than one. */
  static long sliceNanos(int flows, Optional<Rate> rate) {
    if (rate.isPresent()) {
      return Rate.SLICE_NANOS;
    }
    if (flows <= MOST_FLOWS_OF_A_SHORT_SLICE) {
      return Workload.SHORT_SLICE_NANOS;
    }
    return flows <= MOST_FLOWS_OF_A_MEDIUM_SLICE
        ? Workload.MEDIUM_SLICE_NANOS
        : Workload.LONG_SLICE_NANOS;
  }

  /** An echo of another host is one at a time and of the request's size. */
  static Optional<String> lackedBy(String link, int flows, int request, int response) {
    if (!link.equals("dev")) {
      return Optional.empty();
    }
    if (flows > 1) {
      return Optional.of("has one transaction outstanding with a peer; leave flows=1");
    }
    return request == response
        ? Optional.empty()
        : Optional.of("gets its own request back from a peer; leave response=same");
  }
}
