package org.hookbench.framework.analysis;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apiguardian.api.API;
import org.hookbench.framework.stats.HodgesLehmann;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.SignedRank;
import org.hookbench.framework.stats.Warning;

/**
 * What a hook does to a quantile of the latencies: as for the main estimate the fork is the unit,
 * and a fork's value is the log ratio of the hook's quantile to the baseline's of the same fork.
 * All on the natural-log scale, + is worse.
 *
 * <p>It describes, and claims nothing: it has no verdict, and is none of the comparisons that
 * Holm's correction is over, so of many such intervals some exclude 0 by chance.
 *
 * @param q from 0 to 1
 * @param estimate Hodges-Lehmann of the forks' log ratios; empty where suppressed
 * @param interval the exact signed-rank interval, of this quantile alone; empty where the forks are
 *     too few or the quantile is suppressed
 * @param suppressed why there is none, where a fork timed too few operations for the quantile
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TailEffect(
    double q, OptionalDouble estimate, Optional<Interval> interval, Optional<Warning> suppressed) {
  /** The quantiles that are compared beside the median: p90 and p99. */
  static final List<Double> QUANTILES = List.of(0.9, 0.99);

  /** For example {@code p99}. */
  public String label() {
    return LatencySummary.label(q);
  }

  static List<TailEffect> of(LatencySummary baseline, LatencySummary hook, double confidence) {
    return QUANTILES.stream().map(q -> of(baseline.level(q), hook.level(q), confidence)).toList();
  }

  private static TailEffect of(
      LatencySummary.Level baseline, LatencySummary.Level hook, double confidence) {
    Optional<Warning> suppressed = baseline.suppressed().or(hook::suppressed);
    if (suppressed.isPresent()) {
      return new TailEffect(hook.q(), OptionalDouble.empty(), Optional.empty(), suppressed);
    }
    double[] logRatios = new double[hook.forkMicros().size()];
    for (int f = 0; f < logRatios.length; f++) {
      logRatios[f] = Math.log(hook.forkMicros().get(f) / baseline.forkMicros().get(f));
    }
    return new TailEffect(
        hook.q(),
        OptionalDouble.of(HodgesLehmann.estimate(logRatios)),
        SignedRank.interval(logRatios, confidence),
        suppressed);
  }
}
