package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is called the minimum detectable effect is claimed with 80 % power: runs of normal fork
 * estimates are drawn with just that effect, and judged as a run is.
 */
@Tag("slow")
class PowerSimulationTest {
  private static final int RUNS = 20_000;

  /** Three binomial standard errors of the share of claims and of the limit's own simulation. */
  private static final double ERROR = 3 * Math.sqrt(0.8 * 0.2 * (1.0 / RUNS + 1.0 / 16_384));

  private static final double CONFIDENCE = 0.95;
  private static final double SD = 0.02;

  @ParameterizedTest
  @CsvSource({
    "10, 1, SIGNED_RANK",
    "10, 3, SIGNED_RANK",
    "10, 5, SIGNED_RANK",
    "10, 10, SIGNED_RANK",
    "6, 1, SIGNED_RANK",
    "13, 40, SIGNED_RANK",
    "20, 10, SIGNED_RANK",
    "6, 3, STUDENT_T",
    "6, 5, STUDENT_T",
    "6, 10, STUDENT_T"
  })
  void theEffectIsClaimedInFourRunsOfFive(int forks, int comparisons, Method method) {
    assertEquals(method, Method.decide(forks, comparisons, CONFIDENCE));
    assertEquals(0.8, power(forks, comparisons, method), ERROR);
  }

  /** Above the simulated sizes a rule takes over, which is a little less exact. */
  @ParameterizedTest
  @CsvSource({"31, 1", "31, 10", "56, 3"})
  void theRuleForManyForksIsNearlyAsGood(int forks, int comparisons) {
    assertEquals(0.8, power(forks, comparisons, Method.SIGNED_RANK), 0.03);
  }

  private static double power(int forks, int comparisons, Method method) {
    double effect =
        Power.minimumDetectableEffect(SD, method, forks, comparisons, CONFIDENCE).orElseThrow();
    VerdictRule rule = new VerdictRule(0, 1 - CONFIDENCE, comparisons);
    RandomGenerator random = new Well19937c(100L * forks + comparisons);
    int claims = 0;
    for (int run = 0; run < RUNS; run++) {
      double[][] estimates = new double[forks][1];
      Arrays.setAll(estimates, i -> new double[] {effect + SD * random.nextGaussian()});
      Estimates e = Estimates.of(new Contrast("tc", estimates, 0), method, CONFIDENCE, comparisons);
      double[] family = new double[comparisons];
      Arrays.fill(family, 1);
      family[0] = e.p().orElseThrow();
      double pHolm = Holm.adjust(family)[0];
      Verdict verdict = rule.decide(e, pHolm, method, new ArrayList<>());
      claims += verdict.claimsDifference() ? 1 : 0;
    }
    double power = claims / (double) RUNS;
    System.out.printf(
        "%d forks, %d comparisons, %s: MDE %.3f sd is claimed in %.2f %%%n",
        forks, comparisons, method, effect / SD, 100 * power);
    return power;
  }

  /** The forks that are advised for an effect are the fewest that claim it so often. */
  @ParameterizedTest
  @CsvSource({"1", "3", "10"})
  void theForksToDetectAreTheFewest(int comparisons) {
    double effect = 1.3 * SD;
    int forks = Power.forksToDetect(SD, effect, comparisons, CONFIDENCE).orElseThrow();
    assertTrue(mde(forks, comparisons) <= effect, forks + " forks");
    assertTrue(mde(forks - 1, comparisons) > effect, forks + " forks");
  }

  private static double mde(int forks, int comparisons) {
    Method method = Method.decide(forks, comparisons, CONFIDENCE);
    return Power.minimumDetectableEffect(SD, method, forks, comparisons, CONFIDENCE).orElseThrow();
  }
}
