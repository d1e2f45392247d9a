package org.hookbench.framework.stats;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * A share of trials, with the exact interval of Clopper and Pearson, "The use of confidence or
 * fiducial limits illustrated in the case of the binomial", Biometrika 26 (1934).
 *
 * @param hits trials that counted
 * @param trials all trials
 * @param interval of the share, from 0 to 1
 */
public record Proportion(int hits, int trials, Interval interval) {
  /**
   * Of so many trials so many counted.
   *
   * @throws IllegalArgumentException where there is no trial, or more hits than trials
   */
  public static Proportion of(int hits, int trials, double confidence) {
    if (trials < 1 || hits < 0 || hits > trials) {
      throw new IllegalArgumentException(hits + " of " + trials + " trials");
    }
    double tail = (1 - confidence) / 2;
    double low = hits == 0 ? 0 : beta(hits, trials - hits + 1, tail);
    double high = hits == trials ? 1 : beta(hits + 1, trials - hits, 1 - tail);
    return new Proportion(hits, trials, new Interval(low, high, confidence));
  }

  /** The share itself. */
  public double share() {
    return (double) hits / trials;
  }

  private static double beta(double a, double b, double p) {
    // no random generator: it would be seeded at every call
    return new BetaDistribution(null, a, b).inverseCumulativeProbability(p);
  }
}
