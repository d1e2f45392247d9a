package org.hookbench.framework.stats;

import java.util.Locale;
import java.util.Objects;

/**
 * One declared comparison: a hook against its baseline in one metric.
 *
 * @param id its name, unique in a family
 * @param logRatios {@code [fork][cycle]}: natural logarithm of the ratio of the hook's slice value
 *     to the baseline's, signed so that + is worse
 * @param delta the smallest effect of interest as a fraction: 0.01 is 1 %
 */
public record Contrast(String id, double[][] logRatios, double delta) {
  /** Beyond this the ratio, or the same in per cent, is no longer a double. */
  private static final double LARGEST = 700;

  /**
   * @throws IllegalArgumentException where there is no fork, a fork has no cycles, or a value is
   *     not finite or beyond 700; the message names fork and cycle, both counted from 1
   */
  public Contrast {
    Objects.requireNonNull(id, "id");
    if (!(delta >= 0 && delta < 1)) {
      throw new IllegalArgumentException(
          id + ": delta is " + delta + ", not a fraction from 0 to 1 (excluded)");
    }
    if (logRatios.length == 0) {
      throw new UnusableDataException(id + ": no forks");
    }
    double[][] copy = new double[logRatios.length][];
    for (int fork = 0; fork < copy.length; fork++) {
      copy[fork] = checked(id, fork + 1, logRatios[fork]);
    }
    logRatios = copy;
  }

  private static double[] checked(String id, int fork, double[] cycles) {
    if (cycles.length == 0) {
      throw new UnusableDataException(id + ": fork " + fork + " has no cycles");
    }
    for (int i = 0; i < cycles.length; i++) {
      if (!(Math.abs(cycles[i]) <= LARGEST)) {
        throw new UnusableDataException(
            String.format(
                Locale.ROOT,
                "%s: fork %d, cycle %d: log ratio is %s, not a finite number of at most 700",
                id,
                fork,
                i + 1,
                cycles[i]));
      }
    }
    return cycles.clone();
  }
}
