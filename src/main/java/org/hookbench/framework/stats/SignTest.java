package org.hookbench.framework.stats;

import java.util.Optional;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * The sign test that a median is 0, and the interval of order statistics that belongs to it.
 * Assumes nothing about shape, which makes it the check on {@link SignedRank}. Exact at every size.
 * Source: Hollander, Wolfe and Chicken, 3rd ed., 3.4 to 3.6.
 *
 * <p>The two-sided p is the probability of a count as far from its expectation as the one observed,
 * or farther; the distribution being symmetric, that is twice the smaller tail, and 1 where the
 * counts are equal.
 *
 * @param zeros values of exactly 0, dropped from p
 * @param p two-sided
 */
public record SignTest(int positives, int negatives, int zeros, double p) {
  /** Tests against 0; p is 1 where every value is 0. */
  public static SignTest test(double[] x) {
    Samples.requireUsable(x, "sample");
    int positives = 0;
    int negatives = 0;
    for (double value : x) {
      positives += value > 0 ? 1 : 0;
      negatives += value < 0 ? 1 : 0;
    }
    int n = positives + negatives;
    double p =
        positives == negatives
            ? 1
            : 2 * binomial(n).cumulativeProbability(Math.min(positives, negatives));
    return new SignTest(positives, negatives, x.length - n, Samples.probability(p));
  }

  /**
   * The closed interval {@code [x(k), x(n+1-k)]} for the median, k the largest whose achieved
   * confidence is at least the asked one; empty where there is none.
   */
  public static Optional<Interval> interval(double[] x, double confidence) {
    Samples.requireUsable(x, "sample");
    Samples.requireConfidence(confidence);
    int k = criticalRank(x.length, 1 - confidence);
    if (k == 0) {
      return Optional.empty();
    }
    double[] sorted = Samples.sorted(x);
    return Optional.of(
        new Interval(
            sorted[k - 1],
            sorted[sorted.length - k],
            1 - 2 * binomial(x.length).cumulativeProbability(k - 1)));
  }

  /** The k of {@link #interval}: the largest with 2 P(B <= k-1) <= alpha; 0 where there is none. */
  static int criticalRank(int n, double alpha) {
    BinomialDistribution binomial = binomial(n);
    int k = 0;
    while (2 * binomial.cumulativeProbability(k) <= alpha) {
      k++;
    }
    return k;
  }

  private static BinomialDistribution binomial(int n) {
    return new BinomialDistribution(null, n, 0.5);
  }
}
