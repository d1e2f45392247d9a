package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.hookbench.framework.experiment.Histograms;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Warning;
import org.junit.jupiter.api.Test;

class TailEffectTest {
  /** Twice what three significant digits of two quantiles can be off. */
  private static final double RESOLUTION = 0.002;

  @Test
  void theForksAreThePairs() {
    // each fork is slower than the last by a fifth, which a comparison that is not paired would
    // show, and the hook's slow tenth costs a tenth more in each
    double[] levels = {1, 1.2, 1.4, 1.6, 1.8, 2.0};
    List<TailEffect> tails = tails(levels, 10_000, 1.1);
    assertEquals(List.of("p90", "p99"), tails.stream().map(TailEffect::label).toList());
    for (TailEffect t : tails) {
      assertEquals(Math.log(1.1), t.estimate().orElseThrow(), RESOLUTION);
      Interval interval = t.interval().orElseThrow();
      assertTrue(interval.contains(t.estimate().orElseThrow()));
      assertTrue(interval.halfWidth() < RESOLUTION, interval.toString());
      assertEquals(1 - 2.0 / 64, interval.confidence(), 1e-12, "of 2^6 patterns of sign");
    }
  }

  @Test
  void aQuantileWithTooFewOperationsIsLeftOutWithTheReason() {
    List<TailEffect> tails = tails(new double[] {1, 1, 1, 1, 1, 1}, 999, 1.1);
    assertTrue(tails.get(0).estimate().isPresent());
    TailEffect p99 = tails.get(1);
    assertTrue(p99.estimate().isEmpty() && p99.interval().isEmpty());
    assertEquals(
        Optional.of(
            new Warning(Warning.Kind.TOO_FEW_SAMPLES, "p99 needs at least 1000 samples, has 999")),
        p99.suppressed());
  }

  @Test
  void theForkWithTheFewestOperationsDecidesInEitherArm() {
    List<Histogram> many = forks(new double[] {1, 1, 1, 1, 1, 1}, 1000, 1);
    List<Histogram> few = new ArrayList<>(many.subList(0, 5));
    few.add(forks(new double[] {1}, 50, 1).get(0));
    for (List<List<Histogram>> arms : List.of(List.of(many, few), List.of(few, many))) {
      List<TailEffect> tails =
          TailEffect.of(LatencySummary.of(arms.get(0)), LatencySummary.of(arms.get(1)), 0.95);
      assertEquals(
          List.of(
              "p90 needs at least 100 samples, has 50", "p99 needs at least 1000 samples, has 50"),
          tails.stream().map(t -> t.suppressed().orElseThrow().text()).toList());
    }
  }

  @Test
  void fewerForksThanAnIntervalNeedsHaveAnEstimateAlone() {
    for (TailEffect t : tails(new double[] {1, 1.1, 1, 1.2, 1}, 10_000, 1.5)) {
      assertEquals(Math.log(1.5), t.estimate().orElseThrow(), RESOLUTION);
      assertEquals(Optional.empty(), t.interval());
    }
  }

  @Test
  void operationsOfNoTimeAtAllStayFinite() {
    List<Histogram> zeros = new ArrayList<>();
    for (int f = 0; f < 6; f++) {
      Histogram h = Histograms.empty();
      h.recordValueWithCount(0, 10_000);
      zeros.add(h);
    }
    LatencySummary zero = LatencySummary.of(zeros);
    for (TailEffect t : TailEffect.of(zero, zero, 0.95)) {
      assertEquals(0, t.estimate().orElseThrow());
    }
  }

  private static List<TailEffect> tails(double[] levels, int operations, double slower) {
    return TailEffect.of(
        LatencySummary.of(forks(levels, operations, 1)),
        LatencySummary.of(forks(levels, operations, slower)),
        0.95);
  }

  /** Operations of 20 to 40 us times the fork's level, of which the slowest fifth takes longer. */
  private static List<Histogram> forks(double[] levels, int operations, double slower) {
    List<Histogram> forks = new ArrayList<>();
    for (double level : levels) {
      Histogram h = Histograms.empty();
      for (int i = 0; i < operations; i++) {
        double share = (double) i / operations;
        h.recordValue((long) (20_000 * level * (1 + share) * (share > 0.8 ? slower : 1)));
      }
      forks.add(h);
    }
    return forks;
  }
}
