package org.hookbench.framework.analysis;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.apiguardian.api.API;
import org.hookbench.framework.stats.Quantile;
import org.hookbench.framework.stats.Samples;
import org.hookbench.framework.stats.Warning;

/**
 * A distribution of operation times, over all forks.
 *
 * @param operations how many were timed
 * @param minMicros the shortest, us
 * @param meanMicros the mean, us
 * @param maxMicros the longest, us
 * @param quantiles p50, p90, p99 and p99.9
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record LatencySummary(
    long operations, double minMicros, double meanMicros, double maxMicros, List<Level> quantiles) {
  /**
   * One quantile.
   *
   * @param q from 0 to 1
   * @param forkMicros each fork's own, us, at least the 1 ns that histograms begin at; empty where
   *     suppressed
   * @param suppressed why there is none: the fork that timed fewest operations timed too few
   */
  public record Level(double q, List<Double> forkMicros, Optional<Warning> suppressed) {
    /** us, the median of the forks' own; empty where suppressed. */
    public OptionalDouble micros() {
      return suppressed.isPresent()
          ? OptionalDouble.empty()
          : OptionalDouble.of(
              Samples.median(forkMicros.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** For example {@code p99.9}. */
    public String label() {
      return LatencySummary.label(q);
    }

    private static Level of(List<Histogram> perFork, double q) {
      long fewest = perFork.stream().mapToLong(Histogram::getTotalCount).min().orElse(0);
      Optional<Warning> suppressed = Quantile.suppression(fewest, q);
      return new Level(
          q,
          suppressed.isPresent()
              ? List.of()
              : perFork.stream()
                  .map(h -> Math.max(1, h.getValueAtPercentile(100 * q)) / 1e3)
                  .toList(),
          suppressed);
    }
  }

  /** {@code p99.9} of 0.999. */
  static String label(double q) {
    return "p"
        + new BigDecimal(Double.toString(q)).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  /** The quantile of that level, one of {@link Quantile#LATENCY}. */
  Level level(double q) {
    return quantiles.stream().filter(l -> l.q() == q).findFirst().orElseThrow();
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
    List<Level> quantiles = Quantile.LATENCY.stream().map(q -> Level.of(perFork, q)).toList();
    return new LatencySummary(operations, min / 1e3, sum / operations / 1e3, max / 1e3, quantiles);
  }
}
