package org.hookbench.framework.calibration;

import java.util.ArrayList;
import java.util.List;
import org.hookbench.framework.analysis.LaneCorrection;
import org.hookbench.framework.analysis.PairedDifferences;
import org.hookbench.framework.analysis.Traffic;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.stats.Change;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Method;

/**
 * A known time burnt in a program, and what the instrument found of it: both over a program at the
 * same hook that burns {@link #BASE_NANOS}. Over the empty program a packet costs more than the
 * time burnt where another guest uses the CPU's other hardware thread: meanwhile that takes the
 * caches that the kernel has warmed. It is a cost of the program, which the account does not have;
 * after a few microseconds it no longer grows, so that two programs that both burn more share it.
 *
 * @param askedNanos what the program was told to burn more, ns a run
 * @param accountedNanos what the kernel says it burnt more (run_time_ns over run_cnt), ns a run
 * @param recoveredNanos what the packets cost more, ns a packet: from differences within cycles
 * @param interval of that
 * @param tolerance how far off the recovered cost may be, a fraction of the accounted
 */
public record Injection(
    long askedNanos,
    double accountedNanos,
    double recoveredNanos,
    Interval interval,
    double tolerance) {
  /** What every program of the injection burns, ns. */
  public static final long BASE_NANOS = 4000;

  private static final double TOLERANCE = 0.05;
  private static final double TOLERANCE_SMALL = 0.10;
  private static final long SMALL_NANOS = 250;

  /**
   * The injections of a case.
   *
   * @param injected a case of a metric in ns a packet whose arm {@code base} has the program that
   *     burns least and whose later arms have those that burn more
   * @param asked how much more each of these was told to burn, ns
   */
  public static List<Injection> of(CaseData injected, int base, long[] asked, double confidence) {
    List<ForkData> forks = LaneCorrection.of(injected).completeForks();
    Method method = Method.decide(forks.size(), 1, confidence);
    List<Injection> found = new ArrayList<>();
    for (int i = 0; i < asked.length; i++) {
      int arm = base + 1 + i;
      Change cost =
          Change.of(
              forks.stream()
                  .map(f -> PairedDifferences.differences(f, arm, base))
                  .toArray(double[][]::new),
              method,
              confidence);
      found.add(
          new Injection(
              asked[i],
              accounted(forks, arm) - accounted(forks, base),
              cost.estimate(),
              cost.interval().orElseThrow(),
              asked[i] <= SMALL_NANOS ? TOLERANCE_SMALL : TOLERANCE));
    }
    return found;
  }

  /** How far the recovered cost is off the accounted, a fraction. */
  public double error() {
    return recoveredNanos / accountedNanos - 1;
  }

  /** Whether it is judged: next to nothing has no relative error. */
  public boolean isJudged() {
    return askedNanos > 0;
  }

  /** Whether the recovered cost is near enough. */
  public boolean isRecovered() {
    return !isJudged() || Math.abs(error()) <= tolerance;
  }

  private static double accounted(List<ForkData> forks, int arm) {
    return Traffic.nanosPerHit(
            forks.stream().map(f -> f.report().orElseThrow().evidence().get(arm)).toList())
        .orElseThrow();
  }
}
