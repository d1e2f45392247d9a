package org.hookbench.framework.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apiguardian.api.API;

/**
 * How the paired differences move over a fork's cycles. A diagnostic: it qualifies an effect and
 * never corrects one. Forks are the unit, as everywhere: one slope and one coefficient a fork, then
 * Student's t over the forks, so p needs three of them.
 *
 * <p>The slope of a fork is the Hodges-Lehmann estimate of {@code d[i + h] - d[i]} over h, h half
 * of the cycles: the pairs of Cox and Stuart's trend test (1955), robust and cheap.
 *
 * @param perCycle slope, natural-log units a cycle; mean of the forks
 * @param overFork the same over the mean length of a fork
 * @param p two-sided, of no drift
 * @param lag1 lag-1 autocorrelation of the ranks of d; mean of the forks
 * @param lag1P two-sided, of independence
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Drift(
    OptionalDouble perCycle,
    OptionalDouble overFork,
    OptionalDouble p,
    OptionalDouble lag1,
    OptionalDouble lag1P) {
  private static final int FEWEST_CYCLES = 4;
  private static final int FEWEST_FORKS = 3;

  /** Of {@code [fork][cycle]} log ratios. Empty values where forks or cycles are too few. */
  public static Drift of(double[][] logRatios) {
    double[][] forks =
        Arrays.stream(logRatios).filter(d -> d.length >= FEWEST_CYCLES).toArray(double[][]::new);
    if (forks.length == 0) {
      OptionalDouble none = OptionalDouble.empty();
      return new Drift(none, none, none, none, none);
    }
    double[] slopes = Arrays.stream(forks).mapToDouble(Drift::slope).toArray();
    double slope = Samples.mean(slopes);
    double length = Arrays.stream(forks).mapToInt(d -> d.length - 1).average().orElseThrow();
    // -1/n is what independent values yield
    double[] excess =
        Arrays.stream(forks)
            .map(d -> excessLag1(d))
            .flatMapToDouble(OptionalDouble::stream)
            .toArray();
    double expected =
        -Arrays.stream(forks).mapToDouble(d -> 1.0 / d.length).average().orElseThrow();
    return new Drift(
        OptionalDouble.of(slope),
        OptionalDouble.of(slope * length),
        p(slopes),
        excess.length == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(Samples.mean(excess) + expected),
        p(excess));
  }

  private static OptionalDouble p(double[] perFork) {
    return perFork.length < FEWEST_FORKS ? OptionalDouble.empty() : StudentT.p(perFork);
  }

  private static OptionalDouble excessLag1(double[] d) {
    OptionalDouble lag1 = Autocorrelation.rankLag1(d);
    return lag1.isEmpty() ? lag1 : OptionalDouble.of(lag1.getAsDouble() + 1.0 / d.length);
  }

  private static double slope(double[] d) {
    int half = (d.length + 1) / 2;
    double[] differences = new double[d.length - half];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = d[i + half] - d[i];
    }
    return HodgesLehmann.estimate(differences) / half;
  }
}
