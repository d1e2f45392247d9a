package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cost of fixed time on a machine that changes between two speeds, 1600 and 2500 ns a packet. */
class ChangeTest {
  private static final double COST = 300;
  private static final double FAST = 1600;
  private static final double SLOW = 2500;
  private static final double NOISE = 8;

  /**
   * Baselines and the hook's values, {@code [fork][cycle]}; a fork is slow in a share of its cycles
   * that is its own.
   */
  private record Run(double[][] none, double[][] hook) {
    static Run of(int forks, int cycles, long seed) {
      RandomGenerator random = new Well19937c(seed);
      double[][] none = new double[forks][cycles];
      double[][] hook = new double[forks][cycles];
      for (int f = 0; f < forks; f++) {
        double slow = random.nextDouble();
        for (int c = 0; c < cycles; c++) {
          double base = random.nextDouble() < slow ? SLOW : FAST;
          none[f][c] = base + NOISE * random.nextGaussian();
          hook[f][c] = base + COST + NOISE * random.nextGaussian();
        }
      }
      return new Run(none, hook);
    }

    double[][] differences() {
      double[][] differences = new double[none.length][none[0].length];
      for (int f = 0; f < none.length; f++) {
        for (int c = 0; c < none[f].length; c++) {
          differences[f][c] = hook[f][c] - none[f][c];
        }
      }
      return differences;
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void aFixedCostIsFoundAndCovered(Method method) {
    int covered = 0;
    int runs = 400;
    for (int run = 0; run < runs; run++) {
      Change change = Change.of(Run.of(10, 30, run).differences(), method, 0.95);
      assertEquals(COST, change.estimate(), 4, "run " + run);
      covered += change.interval().orElseThrow().contains(COST) ? 1 : 0;
    }
    // nominal 95.1 and 95 %; three binomial standard errors
    assertEquals(0.95, covered / (double) runs, 0.033);
  }

  /**
   * What is wrong with the share: of so many ns it is no constant, and of a median it is biased.
   */
  @Test
  void theShareTimesAMedianIsNotTheCost() {
    Run run = Run.of(10, 200, 1);
    double[] forks = new double[10];
    double[] medians = new double[10];
    for (int f = 0; f < 10; f++) {
      double[] logs = new double[200];
      for (int c = 0; c < 200; c++) {
        logs[c] = Math.log(run.hook()[f][c] / run.none()[f][c]);
      }
      forks[f] = HodgesLehmann.estimate(logs);
      medians[f] = Samples.median(run.none()[f]);
    }
    double share = Math.expm1(HodgesLehmann.estimate(forks)) * Samples.median(medians);
    assertTrue(Math.abs(share - COST) > 10, "share of the median: " + share);
    Change change = Change.of(run.differences(), Method.SIGNED_RANK, 0.95);
    assertEquals(COST, change.estimate(), 2);
  }

  @Test
  void tooFewForksHaveNoInterval() {
    Change change = Change.of(Run.of(5, 30, 3).differences(), Method.STUDENT_T, 0.95);
    assertTrue(change.interval().isEmpty());
    assertEquals(COST, change.estimate(), 5);
  }
}
