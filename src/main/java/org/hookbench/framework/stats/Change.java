package org.hookbench.framework.stats;

import java.util.Arrays;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * An absolute change, in the unit of the differences that it is made from.
 *
 * <p>It comes from differences within pairs, as an effect comes from log ratios within pairs: where
 * a machine runs at two speeds, a cost of fixed time is no fixed share of a cycle, and the median
 * share times a median of other cycles is another number.
 *
 * @param estimate Hodges-Lehmann of the forks' Hodges-Lehmann estimates
 * @param interval by the method that the effect's interval is made by; empty where that has none
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Change(double estimate, Optional<Interval> interval) {
  /**
   * Of {@code [fork][cycle]} differences.
   *
   * @param method of the interval over the forks
   * @throws IllegalArgumentException where there is no fork, a fork has no cycles, or a value is
   *     not finite
   */
  public static Change of(double[][] differences, Method method, double confidence) {
    double[] forks = Arrays.stream(differences).mapToDouble(HodgesLehmann::estimate).toArray();
    boolean enough = forks.length >= SignedRank.minimumSize(1 - confidence);
    Optional<Interval> interval =
        enough ? Estimates.interval(method, forks, confidence) : Optional.empty();
    return new Change(HodgesLehmann.estimate(forks), interval);
  }
}
