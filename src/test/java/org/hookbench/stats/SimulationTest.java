package org.hookbench.stats;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.hookbench.stats.SimulatedRun.Noise;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bars of STATISTICS.md section 7. Each cell is {@value #RUNS} runs of four hooks that share a
 * baseline, so its Monte-Carlo error (one sigma) is about 0.25 % per comparison and 0.35 % per
 * family. Seeds are the ordinal of the cell; no other was tried.
 */
class SimulationTest {
  private static final int RUNS = 4_000;
  private static final int HOOKS = 4;
  private static final double CONFIDENCE = 0.95;
  private static final double DELTA = 0.01;

  @ParameterizedTest
  @EnumSource
  void signedRankOfTenForks(Noise noise) {
    check(noise, 10, Method.SIGNED_RANK);
  }

  @ParameterizedTest
  @EnumSource
  void studentTOfSixForks(Noise noise) {
    check(noise, 6, Method.STUDENT_T);
  }

  private static void check(Noise noise, int forks, Method method) {
    Rates null0 = simulate(noise, forks, method, 0, 2 * noise.ordinal() + 100 * forks);
    Rates effect = simulate(noise, forks, method, 0.02, 2 * noise.ordinal() + 1 + 100 * forks);
    System.out.printf(
        "%-13s %-11s fires %.2f %%, claims %.2f %%, any claim in a family %.2f %%;"
            + " covers %.2f %%, simultaneously %.2f %%%n",
        noise,
        method,
        100 * null0.fires,
        100 * null0.claims,
        100 * null0.familyClaims,
        100 * effect.covers,
        100 * effect.simultaneous);
    assertAll(
        () -> assertEquals(0.05, null0.fires, 0.01, "interval excludes 0"),
        () -> assertTrue(null0.claims <= 0.06, "claims of one comparison: " + null0.claims),
        () -> assertTrue(null0.familyClaims <= 0.06, "claims of a family: " + null0.familyClaims),
        () -> assertEquals(0.95, effect.covers, 0.015, "coverage"),
        () -> assertTrue(effect.simultaneous >= 0.935, "simultaneous: " + effect.simultaneous));
  }

  private record Rates(
      double fires, double claims, double familyClaims, double covers, double simultaneous) {}

  private static Rates simulate(Noise noise, int forks, Method method, double effect, long seed) {
    RandomGenerator random = new Well19937c(seed);
    double fires = 0;
    double claims = 0;
    double families = 0;
    double covers = 0;
    double simultaneous = 0;
    for (int run = 0; run < RUNS; run++) {
      double[][][] logRatios = SimulatedRun.of(noise, random, forks, 40, HOOKS, effect);
      List<Contrast> declared = new ArrayList<>();
      for (int hook = 0; hook < HOOKS; hook++) {
        declared.add(new Contrast("hook" + hook, logRatios[hook], DELTA));
      }
      boolean all = true;
      boolean any = false;
      for (Effect result : Family.analyse(declared, CONFIDENCE)) {
        assertEquals(method, result.method());
        Interval interval = result.interval().orElseThrow();
        fires += interval.contains(0) ? 0 : 1;
        covers += interval.contains(effect) ? 1 : 0;
        any |= result.verdict().claimsDifference();
        all &= result.simultaneous().orElseThrow().contains(effect);
        Effect alone =
            Family.analyse(
                    List.of(declared.get(Integer.parseInt(result.id().substring(4)))), CONFIDENCE)
                .get(0);
        claims += alone.verdict().claimsDifference() ? 1 : 0;
      }
      families += any ? 1 : 0;
      simultaneous += all ? 1 : 0;
    }
    double comparisons = (double) RUNS * HOOKS;
    return new Rates(
        fires / comparisons,
        claims / comparisons,
        families / RUNS,
        covers / comparisons,
        simultaneous / RUNS);
  }
}
