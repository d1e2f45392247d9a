package org.hookbench.framework.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * Where the variance of a result comes from: cycles within a fork, or forks. Source: Kalibera and
 * Jones, Rigorous Benchmarking in Reasonable Time (2013), two levels: T1^2 = S1^2, T2^2 = S2^2 -
 * S1^2 / r1.
 *
 * @param withinFork T1^2: one cycle's share; divided by the cycles, the variance that a fork
 *     estimate has from its own cycles. Empty where no fork has two cycles
 * @param betweenForks T2^2: what no number of cycles removes. 0 where the estimate is negative: the
 *     forks differ no more than their cycles explain. Empty below two forks
 * @param ofForkEstimates S2^2, the sample variance of the fork estimates. Empty below two forks
 * @param cycles r1, cycles a fork (harmonic mean)
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record VarianceComponents(
    OptionalDouble withinFork,
    OptionalDouble betweenForks,
    OptionalDouble ofForkEstimates,
    double cycles) {
  private static final int FEWEST_FOR_RANKS = 6;
  private static final double Z =
      1; // a 68 % interval: the longer ones are widened by outliers that the estimate ignores

  /** Of fork means, as in the paper. One wild cycle governs it. */
  public static VarianceComponents ofMeans(double[][] values) {
    double[] means = Arrays.stream(values).mapToDouble(Samples::mean).toArray();
    return of(
        values,
        means,
        Arrays.stream(values).filter(x -> x.length > 1).mapToDouble(Samples::variance).average());
  }

  /**
   * Of Hodges-Lehmann fork estimates. S1^2 is then r1 times the squared standard error of a fork's
   * estimate, read off the length of its signed-rank interval (Lehmann 1963) and averaged over the
   * forks: for normal data pi/3 times the plain variance, and deaf to outliers as the estimate is.
   */
  public static VarianceComponents ofHodgesLehmann(double[][] values, double[] forkEstimates) {
    OptionalDouble root =
        Arrays.stream(values)
            .filter(x -> x.length > 1)
            .mapToDouble(x -> Math.sqrt(x.length) * standardError(x))
            .average(); // of errors, not of their squares, which the chance in each inflates
    return of(
        values,
        forkEstimates,
        root.isEmpty() ? root : OptionalDouble.of(Math.pow(root.getAsDouble(), 2)));
  }

  private static VarianceComponents of(
      double[][] values, double[] estimates, OptionalDouble within) {
    double cycles = values.length / Arrays.stream(values).mapToDouble(x -> 1.0 / x.length).sum();
    if (estimates.length < 2) {
      return new VarianceComponents(within, OptionalDouble.empty(), OptionalDouble.empty(), cycles);
    }
    double total = Samples.variance(estimates);
    OptionalDouble between =
        within.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(Math.max(0, total - within.getAsDouble() / cycles));
    return new VarianceComponents(within, between, OptionalDouble.of(total), cycles);
  }

  /**
   * The cycles a fork that give the narrowest interval for the time spent: the root of (c2 T1^2) /
   * (c1 T2^2). Empty where a component is unknown or forks do not differ: then the longer a fork
   * the better.
   *
   * @param forkCost c2/c1: what a fork costs beside its measured cycles (start, warm-up), in cycles
   */
  public OptionalInt recommendedCycles(double forkCost) {
    if (!(forkCost >= 0 && Samples.usable(forkCost))) {
      throw new IllegalArgumentException("fork cost is " + forkCost + " cycles");
    }
    if (withinFork.isEmpty() || betweenForks.isEmpty() || betweenForks.getAsDouble() == 0) {
      return OptionalInt.empty();
    }
    double best = bestCycles(withinFork.getAsDouble() / betweenForks.getAsDouble(), forkCost);
    return best > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) best);
  }

  /**
   * The same for a ratio that is known beforehand, at least 1.
   *
   * @param ratio T1^2 / T2^2
   * @param forkCost c2/c1: what a fork costs beside its measured cycles, in cycles
   */
  public static double bestCycles(double ratio, double forkCost) {
    return Math.max(1, Math.ceil(Math.sqrt(forkCost * ratio)));
  }

  /** The variance that fork estimates would have with this many cycles; empty where unknown. */
  public OptionalDouble forkVariance(int cycles) {
    return withinFork.isEmpty() || betweenForks.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(betweenForks.getAsDouble() + withinFork.getAsDouble() / cycles);
  }

  private static double standardError(double[] x) {
    int n = x.length;
    if (n < FEWEST_FOR_RANKS) {
      return Math.sqrt(Samples.variance(x) / n);
    }
    double mean = n * (n + 1.0) / 4;
    double sd = Math.sqrt(n * (n + 1.0) * (2.0 * n + 1) / 24);
    long k = Math.max(1, Math.round(mean - Z * sd));
    double achieved = (mean - k + 0.5) / sd;
    PairSums walsh = PairSums.walsh(Samples.sorted(x));
    return (walsh.select(walsh.size() + 1 - k) - walsh.select(k)) / (2 * achieved);
  }
}
