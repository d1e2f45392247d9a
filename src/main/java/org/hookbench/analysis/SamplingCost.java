package org.hookbench.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.hookbench.experiment.CaseData;
import org.hookbench.experiment.ForkData;
import org.hookbench.stats.HodgesLehmann;
import org.hookbench.stats.Interval;
import org.hookbench.stats.SignedRank;

/**
 * What a sampling profiler costs the workload that it samples. Some cycles of its forks are not
 * sampled: each of them is compared with the sampled ones of the same round, over all arms.
 *
 * @param workload the case's workload
 * @param estimate Hodges-Lehmann's, on the natural-log scale, + is worse
 * @param interval Wilcoxon's at {@link Analysis#CONFIDENCE}; empty where the rounds are too few
 * @param rounds how many were compared
 */
public record SamplingCost(
    String workload, double estimate, Optional<Interval> interval, int rounds) {
  /**
   * The cost in one case.
   *
   * @param profiled slices of forks in which the profiler was on
   * @param isSampled whether a cycle of a fork, from 0, was sampled
   * @param round how many cycles make a round; the same ones of each are sampled
   * @return empty if no round is whole
   */
  public static Optional<SamplingCost> of(CaseData profiled, IntPredicate isSampled, int round) {
    double sign = profiled.bench().makeWorkload().metric().higherIsBetter() ? -1 : 1;
    List<Double> differences = new ArrayList<>();
    for (ForkData fork : profiled.completeForks()) {
      for (int from = 0; from + round <= fork.slices().cycles(); from += round) {
        differences.add(
            sign
                * (mean(fork, from, round, isSampled)
                    - mean(fork, from, round, isSampled.negate())));
      }
    }
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    double[] all = differences.stream().mapToDouble(Double::doubleValue).toArray();
    return Optional.of(
        new SamplingCost(
            profiled.bench().workload(),
            HodgesLehmann.estimate(all),
            SignedRank.interval(all, Analysis.CONFIDENCE),
            all.length));
  }

  private static double mean(ForkData fork, int from, int round, IntPredicate taken) {
    double sum = 0;
    int n = 0;
    for (int arm = 0; arm < fork.slices().arms(); arm++) {
      double[] values = fork.slices().values(arm);
      for (int cycle = from; cycle < from + round; cycle++) {
        if (taken.test(cycle)) {
          sum += Math.log(values[cycle]);
          n++;
        }
      }
    }
    return sum / n;
  }
}
