package org.hookbench.framework.stats;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/** Student's t on one sample. Assumes that the values are normal and independent. */
public final class StudentT {
  private static final int CACHED_DF = 1000;
  private static final int STEPS = 500;
  private static final double PRECISION = 1e-7;
  private static final double NEGLIGIBLE = 1e-15;

  /** A variance this many times too large is not met with 4 degrees of freedom or more. */
  private static final double LARGEST_DEVIATION = 12;

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

  /**
   * The shift of a t statistic, in its standard errors, with which it exceeds a critical value with
   * so much power: the noncentrality for which P(T > critical) = power. The noncentral distribution
   * is integrated over the estimated deviation: {@code P((Z + shift) / S > critical)}, S^2 being
   * chi-squared over its degrees of freedom.
   */
  static double detectableShift(double critical, double df, double power) {
    double[] weights = deviationWeights(df);
    double high = 2 * (1 + critical);
    while (powerAt(high, critical, weights) < power) {
      high *= 2;
    }
    return new BrentSolver(PRECISION, PRECISION * high)
        .solve(100, shift -> powerAt(shift, critical, weights) - power, 0, high);
  }

  private static double powerAt(double shift, double critical, double[] weights) {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    double found = 0;
    for (int i = 0; i < STEPS; i++) {
      if (weights[i] > NEGLIGIBLE) {
        found += weights[i] * normal.cumulativeProbability(shift - critical * deviation(i));
      }
    }
    return found;
  }

  /** The probabilities of the estimated deviations, of each step's width. */
  private static double[] deviationWeights(double df) {
    GammaDistribution squared = new GammaDistribution(null, df / 2, 2 / df);
    double[] weights = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      double s = deviation(i);
      weights[i] = 2 * s * squared.density(s * s) * Math.sqrt(LARGEST_DEVIATION) / STEPS;
    }
    return weights;
  }

  private static double deviation(int step) {
    return Math.sqrt(LARGEST_DEVIATION) * (step + 0.5) / STEPS;
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
