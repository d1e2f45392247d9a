package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SignTestTest {
  @Test
  void depressionAsInDescTools() {
    // R, DescTools::SignTest, its documented example: S = 7 of 9, p = 0.1797, 96.1 %: -0.080 0.952
    SignTest test = SignTest.test(SignedRankTest.DEPRESSION);
    assertEquals(7, test.positives());
    assertEquals(2, test.negatives());
    assertEquals(0.1797, test.p(), 5e-5);
    Interval interval = SignTest.interval(SignedRankTest.DEPRESSION, 0.95).orElseThrow();
    assertEquals(-0.080, interval.low());
    assertEquals(0.952, interval.high());
    assertEquals(0.961, interval.confidence(), 5e-4);
  }

  @Test
  void sixValuesAsInGolangBenchmath() {
    // golang/perf, benchmath/assumption_test.go, TestSummaryNone
    double[] x = {-10, 2, 3, 4, 5, 6};
    Interval interval = SignTest.interval(x, 0.95).orElseThrow();
    assertEquals(-10, interval.low());
    assertEquals(6, interval.high());
    assertEquals(1 - 0.03125, interval.confidence());
    assertTrue(SignTest.interval(x, 0.99).isEmpty()); // "need >= 8 samples"
  }

  @Test
  void zeros() {
    SignTest test = SignTest.test(new double[] {0, 0, 1, 1, 1, -1});
    assertEquals(2, test.zeros());
    assertEquals(2 * 5 / 16.0, test.p(), 1e-12);
    assertEquals(1, SignTest.test(new double[4]).p());
  }
}
