package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Student's t, Welch, Holm, TOST and power against published answers. */
class NormalTheoryTest {
  /** R's data set sleep (Cushny and Peebles 1905; Student 1908), extra by group. */
  private static final double[] DRUG_1 = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

  private static final double[] DRUG_2 = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  @Test
  void welchOfSleepAsInR() {
    // t = -1.8608, df = 17.776, p-value = 0.07939, 95 percent: -3.3654832 0.2054832
    Welch welch = Welch.compare(DRUG_1, DRUG_2, 0.95);
    assertEquals(-1.58, welch.difference(), 1e-12);
    assertEquals(-1.8608, welch.t().orElseThrow(), 5e-5);
    assertEquals(17.776, welch.degreesOfFreedom().orElseThrow(), 5e-4);
    assertEquals(0.07939, welch.p().orElseThrow(), 5e-6);
    assertEquals(-3.3654832, welch.interval().orElseThrow().low(), 1e-7);
    assertEquals(0.2054832, welch.interval().orElseThrow().high(), 1e-7);
  }

  @Test
  void welchWithoutSpread() {
    Welch constant = Welch.compare(new double[] {1, 1}, new double[] {2, 2}, 0.95);
    assertEquals(-1, constant.difference());
    assertTrue(constant.p().isEmpty());
    assertEquals(Warning.Kind.NO_SPREAD, constant.warning().orElseThrow().kind());
    Welch single = Welch.compare(new double[] {1}, new double[] {2, 3}, 0.95);
    assertEquals(Warning.Kind.TOO_FEW_SAMPLES, single.warning().orElseThrow().kind());
  }

  /** What is rounded to 0.1 varies by 0.05 / sqrt(3) at least, and may all lie at one side. */
  @Test
  void welchOfRoundedValues() {
    double[] a = {9.4, 9.4, 9.4};
    Welch same = Welch.ofFew(a, a, 0.05, 0.05, 0.95);
    assertEquals(1, same.p().orElseThrow());
    // t of 0.975 with 4 degrees of freedom
    double half = 2.7764451 * Math.sqrt(2 * 0.0025 / 3 / 3) + 0.1;
    assertEquals(half, same.interval().orElseThrow().high(), 1e-7);
    Welch next = Welch.ofFew(new double[] {9.5, 9.5, 9.5}, a, 0.05, 0.05, 0.95);
    assertEquals(1, next.p().orElseThrow(), 1e-9, "0.1 apart may be rounding alone");
    Welch far = Welch.ofFew(new double[] {9.9, 9.9, 9.9}, a, 0.05, 0.05, 0.95);
    // t = (0.5 - 0.1) / sqrt(2 * 0.05^2 / 3 / 3)
    assertEquals(0.4 / Math.sqrt(2 * 0.0025 / 9), far.t().orElseThrow(), 1e-9);
    assertTrue(far.interval().orElseThrow().low() > 0);
  }

  @Test
  void welchOfUnequalSizesTakesTheFewestDegrees() {
    double[] five = Arrays.copyOf(DRUG_2, 5);
    Welch welch = Welch.ofFew(DRUG_1, five, 0, 0, 0.95);
    assertEquals(4, welch.degreesOfFreedom().orElseThrow());
    assertEquals(
        Welch.compare(DRUG_1, five, 0.95).t().orElseThrow(), welch.t().orElseThrow(), 1e-12);
    Welch even = Welch.ofFew(DRUG_1, DRUG_2, 0, 0, 0.95);
    assertEquals(17.776, even.degreesOfFreedom().orElseThrow(), 5e-4);
  }

  @Test
  void pairedSleepAsInR() {
    // R, t.test(extra ~ group, paired): t = -4.0621, p = 0.002833, -2.4598858 -0.7001142
    double[] d = new double[10];
    for (int i = 0; i < d.length; i++) {
      d[i] = DRUG_1[i] - DRUG_2[i];
    }
    assertEquals(0.002833, StudentT.p(d).orElseThrow(), 5e-7);
    Interval interval = StudentT.interval(d, 0.95).orElseThrow();
    assertEquals(-2.4598858, interval.low(), 1e-7);
    assertEquals(-0.7001142, interval.high(), 1e-7);
  }

  @Test
  void intervalAsInGolangBenchmath() {
    // golang/perf, benchmath/assumption_test.go, TestSummaryNormal
    Interval interval = StudentT.interval(new double[] {-8, 2, 3, 4, 5, 6}, 0.95).orElseThrow();
    assertEquals(-3.351092806089359, interval.low(), 1e-7);
    assertEquals(7.351092806089359, interval.high(), 1e-7);
  }

  @Test
  void quantilesAsInAnyTable() {
    assertEquals(12.7062, StudentT.quantile(0.975, 1), 5e-5);
    assertEquals(2.5706, StudentT.quantile(0.975, 5), 5e-5);
    assertEquals(2.2622, StudentT.quantile(0.975, 9), 5e-5);
    assertEquals(0.8834, StudentT.quantile(0.8, 9), 5e-5);
  }

  @Test
  void neverAZeroP() {
    assertTrue(StudentT.p(new double[] {1e100, 1e100, Math.nextUp(1e100)}).orElseThrow() > 0);
    assertTrue(StudentT.p(new double[] {1, 1, 1}).isEmpty());
    assertTrue(StudentT.interval(new double[] {1}, 0.95).isEmpty());
  }

  @Test
  void holmAsInR() {
    // R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm") is 0.05 0.08 0.09 0.09 0.09; shuffled
    assertArrayEquals(
        new double[] {0.09, 0.05, 0.09, 0.08, 0.09},
        Holm.adjust(new double[] {0.03, 0.01, 0.05, 0.02, 0.04}),
        1e-12);
    assertArrayEquals(new double[] {1, 1}, Holm.adjust(new double[] {0.6, 0.9}));
    assertThrows(IllegalArgumentException.class, () -> Holm.adjust(new double[] {0}));
    assertThrows(IllegalArgumentException.class, () -> Holm.adjust(new double[] {Double.NaN}));
  }

  @Test
  void tostAgreesWithItsInterval() {
    // p by scipy 1.17.1: max of ttest_1samp(x, -0.5, alternative='greater') and (x, 0.5, 'less')
    double[] x = {0.1, -0.2, 0.3, 0.05, -0.1, 0.25, 0.4, -0.3};
    assertEquals(0.0008085836408, Tost.p(x, -0.5, 0.5).orElseThrow(), 1e-9);
    Interval ninety = StudentT.interval(x, 0.9).orElseThrow();
    double edge = ninety.high();
    assertEquals(0.05, Tost.p(x, -1, edge).orElseThrow(), 1e-8);
    assertTrue(Tost.equivalent(ninety, -0.5, 0.5));
    assertTrue(!Tost.equivalent(ninety, -0.5, edge));
  }

  @Test
  void powerAsInR() {
    // R: power.t.test(delta = 1, power = 0.8, type = "one.sample") gives n = 9.937864; the shift of
    // t is then 1 * sqrt(n). The same by scipy 1.17.1: nct.cdf(t.ppf(.975, 9), 9, shift) = 0.2
    assertEquals(
        Math.sqrt(9.937864),
        StudentT.detectableShift(StudentT.quantile(0.975, 8.937864), 8.937864, 0.8),
        1e-5);
    assertEquals(3.149636, StudentT.detectableShift(StudentT.quantile(0.975, 9), 9, 0.8), 1e-5);
    assertEquals(6.023605, StudentT.detectableShift(StudentT.quantile(0.9975, 5), 5, 0.8), 1e-5);
  }

  @Test
  void forksForAHalfWidth() {
    int forks = Power.forksForHalfWidth(1, 0.5, 0.95).orElseThrow();
    assertTrue(StudentT.quantile(0.975, forks - 1) / Math.sqrt(forks) <= 0.5);
    assertTrue(StudentT.quantile(0.975, forks - 2) / Math.sqrt(forks - 1) > 0.5);
    assertTrue(Power.forksForHalfWidth(1, 1e-9, 0.95).isEmpty());
    assertTrue(Power.forksForHalfWidth(1, 0, 0.95).isEmpty());
    assertTrue(Power.forksForEquivalence(1, -1, 0.05).isEmpty());
    assertThrows(
        IllegalArgumentException.class,
        () -> Power.minimumDetectableEffect(0, Method.SIGNED_RANK, 10, 1, 0.95));
  }
}
