package org.hookbench.stats;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.TDistribution;

/** Student's t on one sample. Assumes that the values are normal and independent. */
public final class StudentT {
  private static final int CACHED_DF = 1000;
  private static final Map<Key, Double> QUANTILES = new ConcurrentHashMap<>();

  private record Key(double probability, double df) {}

  private StudentT() {}

  /** The interval of the mean. Empty below two values, and where all values are equal. */
  public static Optional<Interval> interval(double[] x, double confidence) {
    Samples.requireUsable(x, "sample");
    Samples.requireConfidence(confidence);
    double sd = x.length < 2 ? 0 : Samples.standardDeviation(x);
    if (sd == 0) {
      return Optional.empty();
    }
    double mean = Samples.mean(x);
    double half = quantile(1 - (1 - confidence) / 2, x.length - 1) * sd / Math.sqrt(x.length);
    return Optional.of(new Interval(mean - half, mean + half, confidence));
  }

  /** Two-sided p of the mean against 0. Empty where {@link #interval} is. */
  public static OptionalDouble p(double[] x) {
    Samples.requireUsable(x, "sample");
    double sd = x.length < 2 ? 0 : Samples.standardDeviation(x);
    if (sd == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(twoSided(Samples.mean(x) / (sd / Math.sqrt(x.length)), x.length - 1));
  }

  /** Two-sided p of a t statistic. */
  static double twoSided(double t, double df) {
    double distance = Math.min(Math.abs(t), Samples.LARGEST);
    return Samples.probability(2 * new TDistribution(null, df).cumulativeProbability(-distance));
  }

  /** The quantile of Student's t; the few small ones that a run asks for again are kept. */
  static double quantile(double probability, double df) {
    if (df > CACHED_DF || df != Math.rint(df)) {
      return solve(probability, df);
    }
    return QUANTILES.computeIfAbsent(new Key(probability, df), key -> solve(probability, df));
  }

  private static double solve(double probability, double df) {
    return new TDistribution(null, df).inverseCumulativeProbability(probability);
  }
}
