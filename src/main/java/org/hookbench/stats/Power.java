package org.hookbench.stats;

import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * What a number of forks can show, from the standard deviation of the fork estimates, by Student's
 * t. Effects, margins and widths are on the scale of that deviation. The signed-rank test needs
 * about 1 / 0.955 of these forks where the estimates are normal, fewer where their tails are heavy.
 */
public final class Power {
  /** The power that every plan here aims at. */
  public static final double POWER = 0.8;

  /** Plans beyond this are no plans. */
  public static final int MOST_FORKS = 1_000;

  private Power() {}

  /** The smallest effect that a two-sided test at alpha finds with power 0.8. */
  public static double minimumDetectableEffect(double sd, int forks, double alpha) {
    requireSpread(sd);
    return (StudentT.quantile(1 - alpha / 2, forks - 1) + StudentT.quantile(POWER, forks - 1))
        * sd
        / Math.sqrt(forks);
  }

  /** The forks from which {@link #minimumDetectableEffect} is at most the effect. */
  public static OptionalInt forksToDetect(double sd, double effect, double alpha) {
    requireSpread(sd);
    return fewest(
        normal(1 - alpha / 2) + normal(POWER),
        sd,
        Math.abs(effect),
        n -> minimumDetectableEffect(sd, n, alpha));
  }

  /**
   * The forks from which equivalence is shown with power 0.8, the distance from the estimate to the
   * nearer margin being {@code room}. Each one-sided test gets half of the error of the second
   * kind.
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
