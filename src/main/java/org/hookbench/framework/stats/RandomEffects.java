package org.hookbench.framework.stats;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.apache.commons.math3.special.Gamma;

/**
 * A random-effects summary of several effects, each with a known error: each is that of its own
 * machine, whose true effect is normal about a common mean.
 *
 * <p>Intervals and p are by Hartung and Knapp, from Student's t with one degree of freedom less
 * than machines, where the normal ones claim too much with few of them. The factor of the standard
 * error is at least 1 (Knapp and Hartung 2003), so that machines which happen to agree do not make
 * it narrower than their own errors allow.
 *
 * @param machines how many effects
 * @param estimate the mean of the machines' true effects
 * @param standardError of that, by Hartung and Knapp
 * @param tauSquared the variance of the true effects between machines
 * @param shareBetween I squared: the share of that in the variance of the effects found, 0 to 1
 * @param q Cochran's Q
 * @param heterogeneityP the p of Q: of machines that all have one effect
 */
public record RandomEffects(
    HeterogeneityEstimator estimator,
    int machines,
    double estimate,
    double standardError,
    double tauSquared,
    double shareBetween,
    double q,
    double heterogeneityP) {
  /** The fewest effects. */
  public static final int MINIMUM = 2;

  private static final double PRECISION = 1e-10;
  private static final int MOST_STEPS = 1000;

  /**
   * Summarises.
   *
   * @param effects an entry a machine
   * @param variances of the same, each a squared standard error
   * @throws UnusableDataException where there are fewer than {@value #MINIMUM}, or one is no finite
   *     number, or a variance is not above 0
   */
  public static RandomEffects of(
      double[] effects, double[] variances, HeterogeneityEstimator estimator) {
    requireUsable(effects, variances);
    int k = effects.length;
    double[] fixed = weights(variances, 0);
    double q = squares(effects, fixed);
    double tauSquared =
        estimator == HeterogeneityEstimator.REML
            ? restricted(effects, variances)
            : moments(q, fixed);
    double[] weights = weights(variances, tauSquared);
    double factor = Math.max(1, squares(effects, weights) / (k - 1));
    double typical = (k - 1) / scale(fixed);
    double upperTail = Gamma.regularizedGammaQ((k - 1) / 2.0, q / 2); // of chi-squared
    return new RandomEffects(
        estimator,
        k,
        mean(effects, weights),
        Math.sqrt(factor / sum(weights)),
        tauSquared,
        tauSquared / (tauSquared + typical),
        q,
        Samples.probability(upperTail));
  }

  /**
   * Summarises the means of what each machine found.
   *
   * @param forks an entry a machine: the estimates of its forks, two at least and not all alike
   * @throws UnusableDataException where {@link #of} refuses it
   */
  public static RandomEffects ofForks(List<double[]> forks, HeterogeneityEstimator estimator) {
    return of(
        forks.stream().mapToDouble(Samples::mean).toArray(),
        forks.stream().mapToDouble(f -> Samples.variance(f) / f.length).toArray(),
        estimator);
  }

  /** The interval of the mean. */
  public Interval interval(double confidence) {
    return around(standardError, confidence);
  }

  /**
   * Where the true effect of a further machine is to be expected (Higgins et al. 2009), by the same
   * t.
   */
  public Interval prediction(double confidence) {
    return around(Math.sqrt(tauSquared + standardError * standardError), confidence);
  }

  /** Two-sided p of a mean of 0. */
  public double p() {
    return StudentT.twoSided(estimate / standardError, machines - 1.0);
  }

  /** The standard deviation of the true effects between machines. */
  public double tau() {
    return Math.sqrt(tauSquared);
  }

  private Interval around(double error, double confidence) {
    Samples.requireConfidence(confidence);
    double half = StudentT.quantile(1 - (1 - confidence) / 2, machines - 1.0) * error;
    return new Interval(estimate - half, estimate + half, confidence);
  }

  private static void requireUsable(double[] effects, double[] variances) {
    Samples.requireUsable(effects, "effects");
    Samples.requireUsable(variances, "variances");
    if (effects.length != variances.length || effects.length < MINIMUM) {
      throw new UnusableDataException(
          "needs at least 2 effects with a variance each, has "
              + effects.length
              + " and "
              + variances.length);
    }
    if (Arrays.stream(variances).anyMatch(v -> !(v > 0))) {
      throw new UnusableDataException("a variance is not above 0");
    }
  }

  private static double moments(double q, double[] fixed) {
    return Math.max(0, (q - (fixed.length - 1)) / scale(fixed));
  }

  /** The restricted likelihood's highest place, searched from 0 to what no estimate can exceed. */
  private static double restricted(double[] effects, double[] variances) {
    double spread = Samples.variance(effects) * effects.length;
    if (spread == 0) {
      return 0;
    }
    UnivariateFunction likelihood = t -> logLikelihood(effects, variances, t);
    double found =
        new BrentOptimizer(PRECISION, PRECISION * spread)
            .optimize(
                new MaxEval(MOST_STEPS),
                GoalType.MAXIMIZE,
                new UnivariateObjectiveFunction(likelihood),
                new SearchInterval(0, 4 * spread))
            .getPoint();
    return likelihood.value(0) >= likelihood.value(found) ? 0 : found;
  }

  private static double logLikelihood(double[] effects, double[] variances, double tauSquared) {
    double[] weights = weights(variances, tauSquared);
    double logs = Arrays.stream(weights).map(Math::log).sum();
    return (logs - Math.log(sum(weights)) - squares(effects, weights)) / 2;
  }

  private static double[] weights(double[] variances, double tauSquared) {
    return Arrays.stream(variances).map(v -> 1 / (v + tauSquared)).toArray();
  }

  private static double sum(double[] weights) {
    return Arrays.stream(weights).sum();
  }

  private static double mean(double[] effects, double[] weights) {
    double sum = 0;
    for (int i = 0; i < effects.length; i++) {
      sum += weights[i] * effects[i];
    }
    return sum / sum(weights);
  }

  /** The weighted squares about the weighted mean. */
  private static double squares(double[] effects, double[] weights) {
    double mean = mean(effects, weights);
    double sum = 0;
    for (int i = 0; i < effects.length; i++) {
      sum += weights[i] * (effects[i] - mean) * (effects[i] - mean);
    }
    return sum;
  }

  /** What tau squared adds to the expectation of Q, a unit of it. */
  private static double scale(double[] fixed) {
    double sum = sum(fixed);
    return sum - Arrays.stream(fixed).map(w -> w * w).sum() / sum;
  }
}
