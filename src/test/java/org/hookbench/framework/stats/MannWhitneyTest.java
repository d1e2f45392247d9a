package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

class MannWhitneyTest {
  @Test
  void amnionAsInR() {
    // Hollander and Wolfe, Table 4.1; R's ?wilcox.test: W = 35, one-sided p-value = 0.1272
    double[] term = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    double[] early = {1.15, 0.88, 0.90, 0.74, 1.21};
    MannWhitney result = MannWhitney.compare(term, early, 0.95);
    assertEquals(35, result.u());
    assertEquals(2 * 0.1272, result.p().orElseThrow(), 1e-4);
    // Hollander and Wolfe, examples 4.3 and 4.4, of early - term: -.305, (-.76, .15) at 96 %
    assertEquals(0.305, result.shift(), 1e-12);
    Interval interval = result.interval().orElseThrow();
    assertEquals(-0.15, interval.low(), 1e-12);
    assertEquals(0.76, interval.high(), 1e-12);
    assertEquals(0.96, interval.confidence(), 5e-3);
  }

  @Test
  void diabetesAsInScipy() {
    // the example of scipy.stats.mannwhitneyu: U = 17, exact p = 0.1111
    MannWhitney result =
        MannWhitney.compare(new double[] {19, 22, 16, 29, 24}, new double[] {20, 11, 17, 12}, 0.95);
    assertEquals(17, result.u());
    assertEquals(0.1111111111111111, result.p().orElseThrow(), 1e-12);
  }

  @Test
  void smallSamplesAsInGolangMoremath() {
    // aclements/go-moremath, stats/utest_test.go
    double[] s1 = {2, 1, 3, 5};
    assertP(0.028571428571428577, s1, 12, 11, 13, 15);
    assertP(0.485714285714285770, s1, 0, 4, 6, 7);
    assertP(1, s1, 2, 1, 3, 5);
    assertP(0.7142857142857143, s1, 2, 2, 2, 2);
  }

  @Test
  void asInGolangBenchmath() {
    // golang/perf, benchmath/assumption_test.go, TestCompareNone; ties
    assertP(0.02857142857142857, new double[] {-1, -1, -1, -1}, 1, 1, 1, 1);
    assertP(0.4857142857142857, new double[] {1, -1, -1, -1}, -1, 1, 1, 1);
  }

  @Test
  void rotatingRatsAsInCoin() {
    // Bergmann, Ludbrook and Spooren 2000; R's coin and exactRankTests, ?rotarod: two-sided exact
    // p = 0.0373. All 12 of the control stayed on for 300 s, 5 of the 12 treated fell off
    double[] control = new double[12];
    Arrays.fill(control, 300);
    double[] treatment = control.clone();
    System.arraycopy(new double[] {18, 22, 75, 163, 271}, 0, treatment, 0, 5);
    assertEquals(
        2 * 792 / 42_504.0, MannWhitney.compare(control, treatment, 0.95).p().orElseThrow(), 1e-12);
    assertEquals(0.0373, MannWhitney.compare(treatment, control, 0.95).p().orElseThrow(), 5e-5);
  }

  @Test
  void withTiesTheTailsAreUnlike() {
    // by hand: ranks 2.5 x4, 6 x3, 8, 9 of 4 and 5; W = 10 is 10 below its expectation, in 1 of 126
    // ways; 30 would be as far above, and the largest is 29
    double[] x = {1, 1, 1, 1};
    double[] y = {2, 2, 2, 3, 4};
    assertEquals(1 / 126.0, MannWhitney.compare(x, y, 0.95).p().orElseThrow(), 1e-12);
    assertEquals(1 / 126.0, MannWhitney.compare(y, x, 0.95).p().orElseThrow(), 1e-12);
  }

  @Test
  void noPIsAboveOneBeforeItIsBounded() {
    // W is its expectation: each tail with it is more than a half
    int[] doubled = {3, 3, 7, 7, 7, 7, 13, 13};
    RankSums sums = RankSums.of(doubled, 4);
    for (int sum = 0; sum <= 60; sum++) {
      assertTrue(sums.twoSided(sum) <= 1, "at " + sum);
    }
    assertEquals(1, sums.twoSided(30));
  }

  private static void assertP(double p, double[] x, double... y) {
    assertEquals(p, MannWhitney.compare(x, y, 0.95).p().orElseThrow(), 1e-12);
    assertEquals(p, MannWhitney.compare(y, x, 0.95).p().orElseThrow(), 1e-12);
  }

  @Test
  void largeSamplesAsInGolangMoremathAndR() {
    // the same file, values from R's wilcox.test
    double[] l1 = IntStream.range(0, 500).mapToDouble(i -> i * 2).toArray();
    double[] l2 = IntStream.range(0, 600).mapToDouble(i -> i * 2 - 41).toArray();
    MannWhitney untied = MannWhitney.compare(l1, l2, 0.95);
    assertEquals(135250, untied.u());
    assertEquals(0.0049335360814172224, untied.p().orElseThrow(), 1e-9);
    assertEquals(Warning.Kind.APPROXIMATE, untied.warnings().get(0).kind());
    double[] l3 = l2.clone();
    System.arraycopy(l1, 0, l3, 0, 30);
    MannWhitney tied = MannWhitney.compare(l1, l3, 0.95);
    assertEquals(134845, tied.u());
    assertEquals(0.0038703814239617884, tied.p().orElseThrow(), 1e-9);
  }

  @Test
  void equalsEnumerationOfAllAssignments() {
    RandomGenerator random = new Well19937c(31);
    for (int round = 0; round < 100; round++) {
      int m = 4 + random.nextInt(3);
      int n = 4 + random.nextInt(4);
      double[] pooled = new double[m + n];
      int values = round % 2 == 0 ? 4 : 1_000;
      Arrays.setAll(pooled, i -> random.nextInt(values));
      double[] x = Arrays.copyOf(pooled, m);
      double[] y = Arrays.copyOfRange(pooled, m, m + n);
      double observed = u(pooled, (1 << m) - 1);
      double expected = m * n / 2.0;
      int asFar = 0;
      int all = 0;
      for (int subset = 0; subset < 1 << (m + n); subset++) {
        if (Integer.bitCount(subset) == m) {
          double u = u(pooled, subset);
          all++;
          asFar += Math.abs(u - expected) >= Math.abs(observed - expected) ? 1 : 0;
        }
      }
      MannWhitney result = MannWhitney.compare(x, y, 0.95);
      assertEquals(observed, result.u());
      assertEquals((double) asFar / all, result.p().orElseThrow(), 1e-12);
    }
  }

  private static double u(double[] pooled, int subset) {
    double u = 0;
    for (int i = 0; i < pooled.length; i++) {
      for (int j = 0; j < pooled.length; j++) {
        if ((subset >> i & 1) == 1 && (subset >> j & 1) == 0) {
          u += pooled[i] > pooled[j] ? 1 : pooled[i] == pooled[j] ? 0.5 : 0;
        }
      }
    }
    return u;
  }

  @Test
  void threeSamplesAreTooFew() {
    MannWhitney result =
        MannWhitney.compare(new double[] {1, 2, 3}, new double[] {4, 5, 6, 7}, 0.95);
    assertTrue(result.p().isEmpty());
    assertTrue(result.interval().isEmpty());
    assertEquals("needs at least 4 samples a side, has 3 and 4", result.warnings().get(0).text());
  }

  @Test
  void equalValues() {
    double[] ones = {1, 1, 1, 1, 1};
    MannWhitney result = MannWhitney.compare(ones, ones, 0.95);
    assertEquals(1, result.p().orElseThrow());
    assertEquals(0, result.shift());
    assertEquals(Warning.Kind.NO_SPREAD, result.warnings().get(0).kind());
    double[] many = new double[200];
    assertEquals(1, MannWhitney.compare(many, many, 0.95).p().orElseThrow());
  }

  /**
   * By hand, of 80 against 80: W has mean 3200 and deviation sqrt(80 80 161 / 12) = 293.03, of
   * which 1.95996 below leave 2625.67; so the interval is from the 2626th to the 2626th last
   * difference.
   */
  @Test
  void theIntervalOfManyValuesIsOfTheNormalApproximation() {
    RandomGenerator random = new Well19937c(32);
    double[] x = new double[80];
    double[] y = new double[80];
    Arrays.setAll(x, i -> 0.3 + random.nextGaussian());
    Arrays.setAll(y, i -> random.nextGaussian());
    double[] differences = new double[6400];
    Arrays.setAll(differences, i -> x[i / 80] - y[i % 80]);
    Arrays.sort(differences);
    MannWhitney result = MannWhitney.compare(x, y, 0.95);
    Interval interval = result.interval().orElseThrow();
    assertEquals(Warning.Kind.APPROXIMATE, result.warnings().get(0).kind());
    assertEquals(differences[2625], interval.low());
    assertEquals(differences[6400 - 2626], interval.high());
    assertEquals(0.95, interval.confidence(), 2e-4);
    assertEquals(interval, MannWhitney.interval(x, y, 0.95).orElseThrow());
  }

  @Test
  void anIntervalAloneIsThatOfTheComparison() {
    double[] x = {5.1, 4.8, 6.2, 5.9, 5.5, 5.0};
    double[] y = {4.1, 4.4, 3.9, 5.2};
    assertEquals(MannWhitney.compare(x, y, 0.9).interval(), MannWhitney.interval(x, y, 0.9));
    assertTrue(MannWhitney.interval(x, new double[] {1, 2, 3}, 0.5).isEmpty());
    assertTrue(MannWhitney.interval(x, y, 0.999).isEmpty());
  }

  @Test
  void theSmallestPIsThatOfSamplesApart() {
    double[] low = {1, 2, 3, 4};
    double[] high = {5, 6, 7, 8, 9};
    double smallest = MannWhitney.compare(low, high, 0.95).p().orElseThrow();
    assertEquals(smallest, MannWhitney.smallestP(4, 5), 1e-15);
    assertEquals(2 / 70.0, MannWhitney.smallestP(4, 4), 1e-15);
  }

  @Test
  void intervalMirrors() {
    double[] x = {5.1, 4.8, 6.2, 5.9, 5.5, 5.0};
    double[] y = {4.1, 4.4, 3.9, 5.2};
    Interval there = MannWhitney.compare(x, y, 0.95).interval().orElseThrow();
    Interval back = MannWhitney.compare(y, x, 0.95).interval().orElseThrow();
    assertEquals(there.low(), -back.high());
    assertEquals(there.high(), -back.low());
    assertEquals(there.confidence(), back.confidence(), 1e-15);
  }
}
