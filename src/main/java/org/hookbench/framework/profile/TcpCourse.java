package org.hookbench.framework.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hookbench.kernel.netlink.TcpInfo;

/** What was seen of one TCP connection from slice to slice. */
final class TcpCourse {
  /** A chart shows no more, and a run file need not hold more. */
  static final int MOST_ROWS = 500;

  private static final List<String> COLUMNS =
      List.of(
          "time, s",
          "retransmits, segments",
          "reordering, segments",
          "cwnd, segments",
          "srtt, us",
          "pacing rate, Mbit/s");
  private static final int CWND = 3;
  private static final int SRTT = 4;
  private static final int PACING = 5;
  private static final double BYTES_A_MEGABIT = 125_000;

  private final boolean fixed;
  private final long retransmitsBefore;
  private final double[] first;
  private final List<double[]> rows = new ArrayList<>();
  private long stride;
  private long slices;

  /**
   * @param every how many slices a row; chosen as they come, where it is empty
   * @param before the connection before the first slice
   */
  TcpCourse(Optional<Integer> every, TcpInfo before) {
    fixed = every.isPresent();
    stride = every.orElse(1);
    retransmitsBefore = before.retransmitsTotal();
    first = row(0, before);
  }

  /** A slice has ended; whether {@link #add} is to be called for it. */
  boolean wantsThisSlice() {
    return slices++ % stride == 0;
  }

  /**
   * Adds a row.
   *
   * @param seconds since the fork's first slice
   */
  void add(double seconds, TcpInfo now) {
    rows.add(row(seconds, now));
    if (!fixed && rows.size() > MOST_ROWS) {
      stride *= 2;
      for (int i = rows.size() - 1; i >= 0; i--) {
        if (i % 2 == 1) {
          rows.remove(i);
        }
      }
    }
  }

  /** All rows; retransmits are counted from before the first slice, no pacing rate is NaN. */
  Series series() {
    return new Series(COLUMNS, List.copyOf(rows));
  }

  /**
   * Retransmits from before the first slice to now, and means over the rows and the reading before
   * them; nothing where there was no slice.
   */
  List<Figure> figures(TcpInfo now) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure("retransmits", "segments", now.retransmitsTotal() - retransmitsBefore, 1));
    mean("cwnd", "segments", CWND).ifPresent(figures::add);
    mean("srtt", "us", SRTT).ifPresent(figures::add);
    mean("pacing rate", "Mbit/s", PACING).ifPresent(figures::add);
    return figures;
  }

  /** Of two readings at least: a denominator of 1 would say that it is a count. */
  private Optional<Figure> mean(String label, String unit, int column) {
    double[] known =
        Stream.concat(Stream.of(first), rows.stream())
            .mapToDouble(row -> row[column])
            .filter(value -> !Double.isNaN(value))
            .toArray();
    return known.length < 2
        ? Optional.empty()
        : Optional.of(new Figure(label, unit, Arrays.stream(known).sum(), known.length));
  }

  private double[] row(double seconds, TcpInfo info) {
    return new double[] {
      seconds,
      info.retransmitsTotal() - retransmitsBefore,
      info.reordering(),
      info.congestionWindow(),
      info.rttMicros(),
      info.pacingRate() == Long.MAX_VALUE ? Double.NaN : info.pacingRate() / BYTES_A_MEGABIT
    };
  }
}
