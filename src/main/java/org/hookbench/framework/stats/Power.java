package org.hookbench.framework.stats;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * What a number of forks can show, from the standard deviation of the fork estimates. Effects,
 * margins and widths are on the scale of that deviation, which is taken as known, and the estimates
 * as normal.
 */
public final class Power {
  /** The power that every plan here aims at. */
  public static final double POWER = 0.8;

  /** Plans beyond this are no plans. */
  public static final int MOST_FORKS = 1_000;

  private Power() {}

  /**
   * The smallest effect that is claimed with power 0.8 among so many comparisons: the two-sided
   * test passes at the level that Holm asks of the smallest p of them, {@code (1 - confidence) /
   * comparisons}, and the check of shape does not withdraw the claim.
   *
   * @param method of the test
   * @param confidence of a single interval, for example 0.95
   * @return empty where so few forks show no effect however large
   */
  public static OptionalDouble minimumDetectableEffect(
      double sd, Method method, int forks, int comparisons, double confidence) {
    requireSpread(sd);
    OptionalDouble limit = DetectionLimit.of(method, forks, (1 - confidence) / comparisons);
    return limit.isPresent() ? OptionalDouble.of(sd * limit.getAsDouble()) : limit;
  }

  /**
   * The forks from which {@link #minimumDetectableEffect} is at most the effect, by the method that
   * so many forks are analysed by.
   */
  public static OptionalInt forksToDetect(
      double sd, double effect, int comparisons, double confidence) {
    requireSpread(sd);
    double wanted = Math.abs(effect) / sd;
    int enough = DetectionLimit.SIMULATED_UP_TO;
    double there = detectable(enough, comparisons, confidence);
    if (there > wanted) { // beyond, it falls with the root of the forks
      double forks = Math.ceil(enough * Math.pow(there / wanted, 2));
      return forks > MOST_FORKS ? OptionalInt.empty() : OptionalInt.of((int) forks);
    }
    int tooFew = 1;
    while (enough - tooFew > 1) {
      int middle = (tooFew + enough) / 2;
      boolean detects = detectable(middle, comparisons, confidence) <= wanted;
      enough = detects ? middle : enough;
      tooFew = detects ? tooFew : middle;
    }
    return OptionalInt.of(enough);
  }

  private static double detectable(int forks, int comparisons, double confidence) {
    Method method = Method.decide(forks, comparisons, confidence);
    return minimumDetectableEffect(1, method, forks, comparisons, confidence)
        .orElse(Double.POSITIVE_INFINITY);
  }

  /**
   * The forks from which equivalence is shown with power 0.8, the distance from the estimate to the
   * nearer margin being {@code room}: by Student's t, of which the signed-rank test needs about 1 /
   * 0.955. Each one-sided test gets half of the error of the second kind. Equivalences are not
   * adjusted over a family.
   */
  public static OptionalInt forksForEquivalence(double sd, double room, double alpha) {
    requireSpread(sd);
    double split = (1 + POWER) / 2;
    return fewest(
        normal(1 - alpha) + normal(split),
        sd,
        room,
        n ->
            (StudentT.quantile(1 - alpha, n - 1) + StudentT.quantile(split, n - 1))
                * sd
                / Math.sqrt(n));
  }

  /** The forks whose interval is expected to reach no further than {@code halfWidth} each way. */
  public static OptionalInt forksForHalfWidth(double sd, double halfWidth, double confidence) {
    requireSpread(sd);
    double probability = (1 + confidence) / 2;
    return fewest(
        normal(probability),
        sd,
        halfWidth,
        n -> StudentT.quantile(probability, n - 1) * sd / Math.sqrt(n));
  }

  /**
   * The smallest n from 2 whose value is at most the limit; empty beyond the most. The normal
   * quantiles, smaller than any t, give the place to start; the answer is a few steps above.
   */
  private static OptionalInt fewest(
      double normal, double sd, double limit, IntToDoubleFunction value) {
    double start = Math.ceil(Math.pow(normal * sd / limit, 2));
    if (!(limit > 0) || start > MOST_FORKS) {
      return OptionalInt.empty();
    }
    int n = (int) Math.max(2, start);
    while (value.applyAsDouble(n) > limit) {
      n++;
    }
    return OptionalInt.of(n);
  }

  private static double normal(double probability) {
    return new NormalDistribution(null, 0, 1).inverseCumulativeProbability(probability);
  }

  private static void requireSpread(double sd) {
    if (!(sd > 0 && Samples.usable(sd))) {
      throw new IllegalArgumentException("standard deviation is " + sd + ", not above 0");
    }
  }
}
