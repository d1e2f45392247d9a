package org.hookbench.framework.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * Wilcoxon's rank-sum test (Mann and Whitney) that two unpaired samples come from one distribution,
 * with the Hodges-Lehmann shift and its interval, in the unit of the samples.
 *
 * <p>Exact, ties included, while the count is affordable (two samples of 50); above, the normal
 * approximation corrected for ties and continuity, with a warning. The two-sided p is the
 * probability, given the values found, of a rank sum as far from its expectation as the one
 * observed, or farther: |W - E W| >= |w - E W|, as coin and exactRankTests (R) and SAS's NPAR1WAY
 * define it. Without ties that is twice the smaller tail; with ties the distribution need not be
 * symmetric. Source: Hollander, Wolfe and Chicken, 3rd ed., 4.1 to 4.3; Lehmann, Nonparametrics,
 * 1.4 for ties. commons-math3's own test is asymptotic.
 *
 * @param u pairs in which x is above y, ties counting half; R calls it W
 * @param shift Hodges-Lehmann estimate of x - y
 * @param p empty below {@value #MINIMUM} values a sample
 * @param interval for the shift; closed; with ties its achieved confidence is a lower bound
 */
public record MannWhitney(
    double u, double shift, OptionalDouble p, Optional<Interval> interval, List<Warning> warnings) {
  /** Three against three can't reach a two-sided p of 0.05. */
  public static final int MINIMUM = 4;

  private static final double AFFORDABLE = 1e8;

  public MannWhitney {
    warnings = List.copyOf(warnings);
  }

  /**
   * Compares x with y.
   *
   * @throws IllegalArgumentException where a sample is empty or holds a value that is not finite
   */
  public static MannWhitney compare(double[] x, double[] y, double confidence) {
    Samples.requireConfidence(confidence);
    PairSums differences = HodgesLehmann.differences(x, y);
    double[] pooled = new double[x.length + y.length];
    System.arraycopy(x, 0, pooled, 0, x.length);
    System.arraycopy(y, 0, pooled, x.length, y.length);
    MidRanks ranks = MidRanks.of(pooled);
    long doubled = 0;
    for (int i = 0; i < x.length; i++) {
      doubled += ranks.doubled()[i];
    }
    double u = (doubled - (double) x.length * (x.length + 1)) / 2;
    List<Warning> warnings = new ArrayList<>();
    if (Math.min(x.length, y.length) < MINIMUM) {
      warnings.add(
          new Warning(
              Warning.Kind.TOO_FEW_SAMPLES,
              String.format(
                  Locale.ROOT,
                  "needs at least %d samples a side, has %d and %d",
                  MINIMUM,
                  x.length,
                  y.length)));
      return new MannWhitney(
          u, differences.median(), OptionalDouble.empty(), Optional.empty(), warnings);
    }
    if (Samples.constant(pooled)) {
      warnings.add(new Warning(Warning.Kind.NO_SPREAD, "all values are equal"));
    } else if (ranks.ties()) {
      warnings.add(new Warning(Warning.Kind.TIES, "equal values share mid-ranks"));
    }
    boolean exact = affordable(x.length, y.length);
    if (!exact) {
      warnings.add(
          new Warning(
              Warning.Kind.APPROXIMATE,
              "p and interval from the normal approximation, "
                  + x.length
                  + " and "
                  + y.length
                  + " values"));
    }
    double p =
        exact
            ? RankSums.of(ranks.doubled(), x.length).twoSided(doubled)
            : approximate(x.length, y.length, u, ranks.tieTerm());
    return new MannWhitney(
        u,
        differences.median(),
        OptionalDouble.of(Samples.probability(p)),
        interval(differences, x.length, y.length, 1 - confidence, exact),
        warnings);
  }

  /**
   * The interval of {@link #compare} alone, for a further confidence. Empty where the samples are
   * too small for it.
   *
   * @throws IllegalArgumentException where a sample is empty or holds a value that is not finite
   */
  public static Optional<Interval> interval(double[] x, double[] y, double confidence) {
    Samples.requireConfidence(confidence);
    PairSums differences = HodgesLehmann.differences(x, y);
    return Math.min(x.length, y.length) < MINIMUM
        ? Optional.empty()
        : interval(differences, x.length, y.length, 1 - confidence, affordable(x.length, y.length));
  }

  /**
   * The smallest two-sided p that samples of these sizes reach without ties: each apart from the
   * other. With ties in samples of unlike size half of it can be reached.
   */
  public static double smallestP(int m, int n) {
    return Samples.probability(2 / CombinatoricsUtils.binomialCoefficientDouble(m + n, m));
  }

  private static Optional<Interval> interval(
      PairSums differences, int m, int n, double alpha, boolean exact) {
    int k = 0;
    double tail = 0;
    if (exact) {
      double[] probability = RankSums.untied(m, n);
      while (2 * (tail + probability[k]) <= alpha) {
        tail += probability[k];
        k++;
      }
    } else {
      NormalDistribution normal =
          new NormalDistribution(null, m * (n / 2.0), standardDeviation(m, n, 0));
      k = (int) Math.floor(normal.inverseCumulativeProbability(alpha / 2) + 0.5);
      tail = normal.cumulativeProbability(k - 0.5);
    }
    return k < 1
        ? Optional.empty()
        : Optional.of(
            new Interval(
                differences.select(k),
                differences.select(differences.size() + 1 - k),
                1 - 2 * tail));
  }

  private static boolean affordable(double m, double n) {
    double drawn = Math.min(m, n);
    return (m + n) * drawn * drawn * (m + n) <= AFFORDABLE;
  }

  private static double approximate(int m, int n, double u, double tieTerm) {
    double sd = standardDeviation(m, n, tieTerm);
    if (sd == 0) {
      return 1;
    }
    double distance = Math.max(0, Math.abs(u - m * (n / 2.0)) - 0.5);
    return 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(-distance / sd);
  }

  private static double standardDeviation(double m, double n, double tieTerm) {
    double all = m + n;
    return Math.sqrt(m * n / 12 * (all + 1 - tieTerm / (all * (all - 1))));
  }
}
