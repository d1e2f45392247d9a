package org.hookbench.tool.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hookbench.framework.stats.Interval;
import org.hookbench.tool.history.HistoryPoint;

/**
 * The costs of a series as characters, a line a run: {@code o} the cost, {@code -} its interval,
 * {@code .} no cost at all. An interval that goes on outside of the chart ends in {@code <} or
 * {@code >}.
 */
final class HistoryChart {
  private final double low;
  private final double high;
  private final int width;

  /** For these points, so many characters wide. */
  HistoryChart(List<HistoryPoint> points, int width) {
    this.width = width;
    double least = points.stream().mapToDouble(HistoryPoint::cost).min().orElse(0);
    double most = points.stream().mapToDouble(HistoryPoint::cost).max().orElse(0);
    double room = most > least ? most - least : Math.abs(most) / 2;
    double lowest = least;
    double highest = most;
    for (HistoryPoint p : points) {
      Optional<Interval> i = p.arm().changeInterval();
      lowest = Math.min(lowest, i.map(Interval::low).orElse(lowest));
      highest = Math.max(highest, i.map(Interval::high).orElse(highest));
    }
    this.low = Math.max(lowest, least - room);
    this.high = Math.max(Math.min(highest, most + room), low + Double.MIN_NORMAL);
  }

  /** What stands above it: the costs at its ends. */
  String scale() {
    Optional<Interval> ends = Optional.of(new Interval(low, high, 1));
    String left = Numbers.changeRange(Optional.of(low), ends, " ").replaceFirst(" .*", "");
    String right = Numbers.changeRange(Optional.of(low), ends, " ").replaceFirst(".* ", "");
    return left + " ".repeat(Math.max(1, width - left.length() - right.length())) + right;
  }

  /** The line of a run. */
  String line(HistoryPoint p) {
    char[] line = new char[width];
    Arrays.fill(line, ' ');
    if (low < 0 && high > 0) {
      line[column(0)] = '.';
    }
    p.arm()
        .changeInterval()
        .ifPresent(
            i -> {
              Arrays.fill(line, column(i.low()), column(i.high()) + 1, '-');
              if (i.low() < low) {
                line[0] = '<';
              }
              if (i.high() > high) {
                line[width - 1] = '>';
              }
            });
    line[column(p.cost())] = 'o';
    return new String(line).stripTrailing();
  }

  private int column(double cost) {
    double share = (cost - low) / (high - low);
    return (int) Math.round(Math.max(0, Math.min(1, share)) * (width - 1));
  }
}
