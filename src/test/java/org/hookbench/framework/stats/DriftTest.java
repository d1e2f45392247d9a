package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** By hand; {@link DescriptiveTest} has the simulations. */
class DriftTest {
  private static final double EXACT = 1e-12;

  @Test
  void theSlopeIsOfACycleAndTheMoveOfAForkOfMeanLength() {
    Drift drift = Drift.of(new double[][] {{0, 1, 2, 3, 4}, {0, 2, 4, 6, 8, 10, 12, 14, 16}});
    assertEquals(1.5, drift.perCycle().orElseThrow(), EXACT);
    assertEquals(1.5 * (4 + 8) / 2, drift.overFork().orElseThrow(), EXACT);
    assertTrue(drift.p().isEmpty() && drift.lag1P().isEmpty());
  }

  /** Of five cycles the fourth is held against the first and the last against the second. */
  @Test
  void theSlopeIsOfPairsHalfAForkApart() {
    Drift drift = Drift.of(new double[][] {{0, 1, 100, 3, 8}});
    assertEquals((3 + 7) / 2.0 / 3, drift.perCycle().orElseThrow(), EXACT);
  }

  /** Ranks 1 to 4 have lag 1 of 0.25, ranks 1 to 5 of 0.4; -1/4 and -1/5 are expected of chance. */
  @Test
  void theCorrelationIsTheMeanExcessOverChance() {
    Drift drift = Drift.of(new double[][] {{1, 2, 3, 4}, {1, 2, 3, 4, 50}});
    assertEquals((0.25 + 0.25 + 0.4 + 0.2) / 2 - 0.225, drift.lag1().orElseThrow(), EXACT);
  }

  @Test
  void forksAreTheUnitOfTheTests() {
    double[][] forks = {
      {0, 1, 2, 3, 4}, {0, 2, 4, 6, 8}, {0, 3, 6, 9, 12}, {5, 1, 3}, {1, 1, 1, 1, 1}
    };
    Drift drift = Drift.of(forks);
    assertEquals(StudentT.p(new double[] {1, 2, 3, 0}), drift.p());
    assertEquals(1.5, drift.perCycle().orElseThrow(), EXACT);
    double[][] mixed = {{1, 2, 3, 4}, {1, 2, 3, 4, 5}, {4, 1, 3, 2}};
    double third = Autocorrelation.rankLag1(mixed[2]).orElseThrow() + 0.25;
    assertEquals(
        StudentT.p(new double[] {0.5, 0.6, third}).orElseThrow(),
        Drift.of(mixed).lag1P().orElseThrow(),
        EXACT);
  }
}
