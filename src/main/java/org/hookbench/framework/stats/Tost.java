package org.hookbench.framework.stats;

import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Two one-sided tests of equivalence. At level alpha they reject exactly where the 1 - 2 alpha
 * interval lies inside the margins. Source: Schuirmann 1987.
 */
public final class Tost {
  private Tost() {}

  /** Whether the interval, of confidence 1 - 2 alpha, lies inside the margins at level alpha. */
  public static boolean equivalent(Interval interval, double lower, double upper) {
    return lower < interval.low() && interval.high() < upper;
  }

  /**
   * The p of equivalence by Student's t: the larger of the two one-sided ones. Empty below two
   * values and where all are equal.
   */
  public static OptionalDouble p(double[] x, double lower, double upper) {
    Samples.requireUsable(x, "sample");
    double sd = x.length < 2 ? 0 : Samples.standardDeviation(x);
    if (sd == 0) {
      return OptionalDouble.empty();
    }
    double error = sd / Math.sqrt(x.length);
    double mean = Samples.mean(x);
    TDistribution t = new TDistribution(null, x.length - 1.0);
    double notBelow = t.cumulativeProbability(bounded((lower - mean) / error));
    double notAbove = t.cumulativeProbability(bounded((mean - upper) / error));
    return OptionalDouble.of(Samples.probability(Math.max(notBelow, notAbove)));
  }

  private static double bounded(double t) {
    return Math.max(-Samples.LARGEST, Math.min(Samples.LARGEST, t));
  }
}
