package org.hookbench.framework.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.stats.HodgesLehmann;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.SignedRank;

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
    double sign = profiled.metric().higherIsBetter() ? -1 : 1;
    List<Double> differences = new ArrayList<>();
    for (ForkData fork : profiled.completeForks()) {
      double[] logs = logs(fork);
      for (int from = 0; from + round <= logs.length; from += round) {
        int to = from + round;
        differences.add(
            sign * (mean(logs, from, to, isSampled) - mean(logs, from, to, isSampled.negate())));
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

  /** A cycle's mean log value over all arms. */
  private static double[] logs(ForkData fork) {
    int arms = fork.slices().arms();
    double[] logs = new double[fork.slices().cycles()];
    for (int arm = 0; arm < arms; arm++) {
      double[] values = fork.slices().values(arm);
      for (int cycle = 0; cycle < logs.length; cycle++) {
        logs[cycle] += Math.log(values[cycle]) / arms;
      }
    }
    return logs;
  }

  private static double mean(double[] logs, int from, int to, IntPredicate taken) {
    return IntStream.range(from, to)
        .filter(taken)
        .mapToDouble(c -> logs[c])
        .average()
        .orElseThrow();
  }
}
