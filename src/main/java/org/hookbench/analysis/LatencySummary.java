package org.hookbench.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.hookbench.stats.Quantile;
import org.hookbench.stats.Samples;

/**
 * A distribution of operation times, over all forks.
 *
 * @param operations how many were timed
 * @param minMicros the shortest, us
 * @param meanMicros the mean, us
 * @param maxMicros the longest, us
 * @param quantiles p50, p90, p99 and p99.9
 */
public record LatencySummary(
    long operations, double minMicros, double meanMicros, double maxMicros, List<Level> quantiles) {
  /**
   * One quantile.
   *
   * @param q from 0 to 1
   * @param micros us, the median of the forks' own; empty where a fork has too few operations
   */
  public record Level(double q, OptionalDouble micros) {
    /** For example {@code p99.9}. */
    public String label() {
      String percent =
          new java.math.BigDecimal(Double.toString(q))
              .movePointRight(2)
              .stripTrailingZeros()
              .toPlainString();
      return "p" + percent;
    }
  }

  static LatencySummary of(List<Histogram> perFork) {
    long operations = 0;
    double sum = 0;
    long min = Long.MAX_VALUE;
    long max = 0;
    for (Histogram h : perFork) {
      operations += h.getTotalCount();
      sum += h.getMean() * h.getTotalCount();
      min = Math.min(min, h.getMinValue());
      max = Math.max(max, h.getMaxValue());
    }
    List<Level> quantiles = new ArrayList<>();
    for (double q : Quantile.LATENCY) {
      boolean enough =
          perFork.stream().allMatch(h -> Quantile.suppression(h.getTotalCount(), q).isEmpty());
      quantiles.add(
          new Level(
              q,
              enough
                  ? OptionalDouble.of(
                      Samples.median(
                          perFork.stream()
                              .mapToDouble(h -> h.getValueAtPercentile(100 * q) / 1e3)
                              .toArray()))
                  : OptionalDouble.empty()));
    }
    return new LatencySummary(operations, min / 1e3, sum / operations / 1e3, max / 1e3, quantiles);
  }
}
