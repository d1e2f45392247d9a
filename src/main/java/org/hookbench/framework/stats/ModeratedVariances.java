package org.hookbench.framework.stats;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Gamma;

/**
 * Variances that are each estimated from a few values, drawn towards what they have in common: the
 * empirical Bayes estimator of Smyth (2004). The variance of three forks has two degrees of
 * freedom, and is now and then near 0 by chance; a weight of one over it would outweigh every other
 * run. Where the variances differ no more than chance explains, all become one.
 *
 * <p>Source: G. K. Smyth, Linear models and empirical Bayes methods for assessing differential
 * expression in microarray experiments, Statistical Applications in Genetics and Molecular Biology
 * 3 (2004), section 6.2.
 */
public final class ModeratedVariances {
  private static final double LEAST = 1e-3;
  private static final double MOST = 1e5;
  private static final int MOST_STEPS = 200;

  private ModeratedVariances() {}

  /**
   * Moderates the variances of samples.
   *
   * @param samples an entry a sample; one that is shorter than two values or has no spread says
   *     nothing of its variance, and is given the common one
   * @return a variance above 0 for each sample; empty where none has any spread
   */
  public static Optional<double[]> of(double[][] samples) {
    double[] variances = new double[samples.length];
    double[] degrees = new double[samples.length];
    for (int i = 0; i < samples.length; i++) {
      variances[i] = samples[i].length < 2 ? 0 : Samples.variance(samples[i]);
      degrees[i] = variances[i] > 0 ? samples[i].length - 1 : 0;
    }
    int informed = (int) Arrays.stream(degrees).filter(d -> d > 0).count();
    if (informed == 0) {
      return Optional.empty();
    }
    double[] logs = new double[informed];
    double ofChance = 0;
    int next = 0;
    for (int i = 0; i < samples.length; i++) {
      if (degrees[i] > 0) {
        double half = degrees[i] / 2;
        logs[next++] = Math.log(variances[i]) - Gamma.digamma(half) + Math.log(half);
        ofChance += Gamma.trigamma(half) / informed;
      }
    }
    double beyondChance = informed < 2 ? 0 : Samples.variance(logs) - ofChance;
    double mean = Samples.mean(logs);
    if (beyondChance <= Gamma.trigamma(MOST)) {
      double common = Math.exp(mean);
      return Optional.of(Arrays.stream(variances).map(v -> common).toArray());
    }
    double halfPrior = halfDegrees(beyondChance);
    double prior = 2 * halfPrior;
    double common = Math.exp(mean + Gamma.digamma(halfPrior) - Math.log(halfPrior));
    double[] moderated = new double[samples.length];
    for (int i = 0; i < samples.length; i++) {
      moderated[i] = (prior * common + degrees[i] * variances[i]) / (prior + degrees[i]);
    }
    return Optional.of(moderated);
  }

  /** The inverse of the trigamma function. */
  private static double halfDegrees(double trigamma) {
    if (trigamma >= Gamma.trigamma(LEAST)) {
      return LEAST;
    }
    double log =
        new BrentSolver(1e-9)
            .solve(
                MOST_STEPS,
                x -> Math.log(Gamma.trigamma(Math.exp(x)) / trigamma),
                Math.log(LEAST),
                Math.log(MOST));
    return Math.exp(log);
  }
}
