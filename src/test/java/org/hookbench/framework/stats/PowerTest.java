package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans in numbers; {@link PowerSimulationTest} holds them against runs. */
class PowerTest {
  private static final double CONFIDENCE = 0.95;

  private static double mde(double sd, Method method, int forks, int comparisons) {
    return Power.minimumDetectableEffect(sd, method, forks, comparisons, CONFIDENCE).orElseThrow();
  }

  @Test
  void whatIsDetectableIsInTheSpreadsOwnUnit() {
    double one = mde(1, Method.SIGNED_RANK, 10, 1);
    assertEquals(0.02 * one, mde(0.02, Method.SIGNED_RANK, 10, 1), 1e-15);
  }

  @Test
  void beyondTheSimulatedForksItFallsWithTheirRoot() {
    double last = mde(1, Method.SIGNED_RANK, DetectionLimit.SIMULATED_UP_TO, 1);
    assertEquals(
        last / 2, mde(1, Method.SIGNED_RANK, 4 * DetectionLimit.SIMULATED_UP_TO, 1), 1e-12);
  }

  /** The check of shape takes more than the test alone, which is R's power.t.test, but not much. */
  @Test
  void studentsTAloneIsNearlyAllOfIt() {
    double t = StudentT.quantile(1 - 0.05 / 2, 29);
    double alone = StudentT.detectableShift(t, 29, Power.POWER) / Math.sqrt(30);
    assertEquals(1.06, mde(1, Method.STUDENT_T, 30, 1) / alone, 0.01);
  }

  @Test
  void tooFewForksDetectNothing() {
    OptionalDouble none = OptionalDouble.empty();
    assertEquals(none, Power.minimumDetectableEffect(1, Method.SIGNED_RANK, 5, 1, CONFIDENCE));
    assertEquals(none, Power.minimumDetectableEffect(1, Method.SIGNED_RANK, 6, 2, CONFIDENCE));
    assertEquals(none, Power.minimumDetectableEffect(1, Method.STUDENT_T, 1, 1, CONFIDENCE));
    assertTrue(mde(1, Method.SIGNED_RANK, 6, 1) > 1);
  }

  @Test
  void theForksThatDetectAreTheFewest() {
    int forks = Power.forksToDetect(2, -2.6, 1, CONFIDENCE).orElseThrow();
    assertTrue(mde(2, Method.SIGNED_RANK, forks, 1) <= 2.6, forks + " forks");
    assertTrue(mde(2, Method.SIGNED_RANK, forks - 1, 1) > 2.6, forks + " forks");
  }

  @Test
  void manyForksDetectByTheRule() {
    double last = mde(1, Method.SIGNED_RANK, 30, 1);
    assertEquals(30, Power.forksToDetect(1, last, 1, CONFIDENCE).orElseThrow());
    assertEquals(270, Power.forksToDetect(1, last / 3, 1, CONFIDENCE).orElseThrow(), 1);
    int most = Power.forksToDetect(1, last / Math.sqrt(33), 1, CONFIDENCE).orElseThrow();
    assertTrue(most >= 990 && most <= Power.MOST_FORKS, most + " forks");
    assertEquals(OptionalInt.empty(), Power.forksToDetect(1, last / 6, 1, CONFIDENCE));
    assertEquals(OptionalInt.empty(), Power.forksToDetect(1, 0, 1, CONFIDENCE));
  }

  /** By the formula that its comment gives, tried fork by fork. */
  @ParameterizedTest
  @CsvSource({"1, 1.2", "1, 0.5", "0.02, 0.01", "1, 50"})
  void equivalenceTakesTheFewestThatReachTheMargin(double sd, double room) {
    int n = 2;
    while ((StudentT.quantile(0.95, n - 1) + StudentT.quantile(0.9, n - 1)) * sd / Math.sqrt(n)
        > room) {
      n++;
    }
    assertEquals(OptionalInt.of(n), Power.forksForEquivalence(sd, room, 0.05));
  }
}
