package org.hookbench.framework.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Histograms;
import org.hookbench.framework.stats.HodgesLehmann;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Quantile;
import org.hookbench.framework.stats.SignedRank;

/**
 * By how much an arm's latency differs from the baseline's at each quantile, evenly spaced on the
 * scale of {@code -log10(1 - q)}, where p90 is 1 and p99 is 2. As a {@link TailEffect} does, each
 * point pairs the two arms within a fork, and describes without claiming anything.
 *
 * @param points from the fastest operation to the last quantile that every fork has operations
 *     enough for in both arms; empty where the case has no latencies
 */
public record QuantileDifferences(List<Point> points) {
  private static final int POINTS_A_DECADE = 10;
  private static final int DECADES = 6;

  /**
   * A point.
   *
   * @param nines {@code -log10(1 - q)}
   * @param estimate Hodges-Lehmann of the forks' log ratios of the two arms' quantiles
   * @param interval the exact signed-rank interval, of this quantile alone; empty where the forks
   *     are too few
   */
  public record Point(double nines, double estimate, Optional<Interval> interval) {}

  /** Both arms' operations in a fork. */
  private record Pair(Histogram baseline, Histogram arm) {
    boolean isEnough(double q) {
      return isEnough(baseline, q) && isEnough(arm, q);
    }

    double logRatio(double q) {
      return Math.log(nanos(arm, q) / nanos(baseline, q));
    }

    /** As for the quantiles of the tables; below the median there is no tail to be short of. */
    private static boolean isEnough(Histogram h, double q) {
      return q < 0.5 || Quantile.suppression(h.getTotalCount(), q).isEmpty();
    }

    /** At least the 1 ns that histograms begin at. */
    private static double nanos(Histogram h, double q) {
      return Math.max(1, h.getValueAtPercentile(100 * q));
    }
  }

  /** The differences of a case's arm from its baseline. */
  public static QuantileDifferences of(CaseData c, int arm, double confidence) {
    List<Pair> forks =
        c.completeForks().stream()
            .map(f -> f.report().orElseThrow().histograms())
            .filter(h -> !h.isEmpty())
            .map(h -> new Pair(Histograms.decode(h.get(0)), Histograms.decode(h.get(arm))))
            .filter(p -> p.baseline().getTotalCount() > 0 && p.arm().getTotalCount() > 0)
            .toList();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i <= DECADES * POINTS_A_DECADE && !forks.isEmpty(); i++) {
      double nines = (double) i / POINTS_A_DECADE;
      double q = 1 - Math.pow(10, -nines);
      if (!forks.stream().allMatch(p -> p.isEnough(q))) {
        break;
      }
      double[] ratios = forks.stream().mapToDouble(p -> p.logRatio(q)).toArray();
      points.add(
          new Point(
              nines, HodgesLehmann.estimate(ratios), SignedRank.interval(ratios, confidence)));
    }
    return new QuantileDifferences(points);
  }
}
