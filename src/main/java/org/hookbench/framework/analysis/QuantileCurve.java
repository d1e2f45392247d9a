package org.hookbench.framework.analysis;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Histograms;
import org.hookbench.framework.stats.Quantile;
import org.hookbench.framework.stats.Samples;

/**
 * An arm's whole latency distribution: its quantiles, evenly spaced on the scale of {@code -log10(1
 * - q)}, where p90 is 1 and p99 is 2.
 *
 * @param points from the fastest operation to the last quantile that every fork has operations
 *     enough for; empty where the case has no latencies
 */
public record QuantileCurve(List<Point> points) {
  private static final int POINTS_A_DECADE = 20;
  private static final int DECADES = 6;

  /**
   * A point.
   *
   * @param nines {@code -log10(1 - q)}
   * @param micros the quantile, us: the median of the forks' own
   */
  public record Point(double nines, double micros) {}

  /** The curve of a case's arm. */
  public static QuantileCurve of(CaseData c, int arm) {
    List<Histogram> forks =
        c.completeForks().stream()
            .map(f -> f.report().orElseThrow().histograms())
            .filter(h -> !h.isEmpty())
            .map(h -> Histograms.decode(h.get(arm)))
            .filter(h -> h.getTotalCount() > 0)
            .toList();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i <= DECADES * POINTS_A_DECADE && !forks.isEmpty(); i++) {
      double nines = (double) i / POINTS_A_DECADE;
      double q = 1 - Math.pow(10, -nines);
      if (!forks.stream().allMatch(h -> isEnough(h, q))) {
        break;
      }
      double[] micros =
          forks.stream().mapToDouble(h -> h.getValueAtPercentile(100 * q) / 1e3).toArray();
      points.add(new Point(nines, Samples.median(micros)));
    }
    return new QuantileCurve(points);
  }

  /** As for the quantiles of the tables; below the median there is no tail to be short of. */
  private static boolean isEnough(Histogram h, double q) {
    return q < 0.5 || Quantile.suppression(h.getTotalCount(), q).isEmpty();
  }
}
