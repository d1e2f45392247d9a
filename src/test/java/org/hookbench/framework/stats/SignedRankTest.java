package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedRankTest {
  /** Hamilton depression factor, x - y: Hollander and Wolfe, Table 3.1; R's ?wilcox.test. */
  static final double[] DEPRESSION = {
    0.952, -0.147, 1.022, 0.430, 0.620, 0.590, 0.490, -0.080, 0.010
  };

  /** Darwin's maize, cross less self: Fisher 1935; the example of scipy.stats.wilcoxon. */
  static final double[] MAIZE = {6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75};

  @Test
  void depressionAsInR() {
    SignedRank test = SignedRank.test(DEPRESSION);
    assertEquals(40, test.statistic()); // R: V = 40, p-value = 0.03906
    assertEquals(0.0390625, test.p());
    assertTrue(test.warnings().isEmpty());
  }

  @Test
  void depressionIntervalAsInHollanderAndWolfe() {
    // Hollander and Wolfe, examples 3.1 to 3.3, of y - x: -.46, (-.786, -.010) at 96 %
    assertEquals(0.46, HodgesLehmann.estimate(DEPRESSION), 1e-12);
    Interval interval = SignedRank.interval(DEPRESSION, 0.95).orElseThrow();
    assertEquals(0.010, interval.low(), 1e-12);
    assertEquals(0.786, interval.high(), 1e-12);
    assertEquals(0.9609375, interval.confidence(), 1e-12);
  }

  @Test
  void maizeAsInScipy() {
    SignedRank test = SignedRank.test(MAIZE);
    assertEquals(96, test.statistic()); // scipy gives the smaller sum, 24 of 120
    assertEquals(0.041259765625, test.p());
  }

  @Test
  void exactAsInScipysTestAgainstR() {
    // scipy/stats/tests/test_morestats.py, TestWilcoxon, two-sided exact p from R
    double[] x = {1.81, 0.82, 1.56, -0.48, 0.81, 1.28, -1.04, 0.23, -0.75, 0.14};
    double[] y = {0.71, 0.65, -0.2, 0.85, -1.1, -0.45, -0.84, -0.24, -0.68, -0.76};
    double[] d =
        IntStream.range(0, 10).mapToDouble(i -> Math.rint(100 * (x[i] - y[i])) / 100).toArray();
    assertEquals(0.10546875, SignedRank.test(d).p());
  }

  @ParameterizedTest // Hollander and Wolfe, Table A.4
  @CsvSource({"5,0", "6,1", "8,4", "9,6", "10,9", "12,14", "15,26", "20,53", "25,90", "30,138"})
  void criticalRanks(int n, int k) {
    assertEquals(k, SignedRank.criticalRank(n, 1 - 0.95));
  }

  @Test
  void normalCriticalRanksContinueTheExactOnes() {
    int exact = SignedRank.criticalRank(SignedRank.EXACT_UP_TO, 0.05);
    int next = SignedRank.criticalRank(SignedRank.EXACT_UP_TO + 1, 0.05);
    int before = SignedRank.criticalRank(SignedRank.EXACT_UP_TO - 1, 0.05);
    assertEquals(exact - before, next - exact, 2);
  }

  @ParameterizedTest // section 3: ceil(log2(2 m / alpha))
  @CsvSource({"1,6", "4,8", "9,9", "20,10", "60,12"})
  void forksThatHolmNeeds(int comparisons, int forks) {
    assertEquals(forks, SignedRank.minimumSize(0.05 / comparisons));
  }

  @Test
  void equalsEnumerationOfAllSigns() {
    RandomGenerator random = new Well19937c(11);
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.nextInt(10);
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = random.nextInt(9) - 4; // many ties, some zeros
      }
      assertEquals(enumerated(x), SignedRank.test(x).p(), 1e-12, () -> Arrays.toString(x));
    }
  }

  private static double enumerated(double[] x) {
    double[] d = Arrays.stream(x).filter(v -> v != 0).toArray();
    double[] rank = new double[d.length];
    for (int i = 0; i < d.length; i++) {
      for (double other : d) {
        double difference = Math.abs(other) - Math.abs(d[i]);
        rank[i] += difference < 0 ? 1 : difference == 0 ? 0.5 : 0;
      }
      rank[i] += 0.5;
    }
    double mean = Arrays.stream(rank).sum() / 2;
    double observed = -mean;
    for (int i = 0; i < d.length; i++) {
      observed += d[i] > 0 ? rank[i] : 0;
    }
    int asExtreme = 0;
    for (int signs = 0; signs < 1 << d.length; signs++) {
      double sum = -mean;
      for (int i = 0; i < d.length; i++) {
        sum += (signs >> i & 1) == 1 ? rank[i] : 0;
      }
      asExtreme += Math.abs(sum) >= Math.abs(observed) ? 1 : 0;
    }
    return asExtreme / Math.pow(2, d.length);
  }

  @Test
  void tiesByHand() {
    // |d| = 1 1 2 2 3: mid-ranks 1.5 1.5 3.5 3.5 5; T- = 1.5; sums up to 1.5: {}, {1}, {1'} of 32
    SignedRank test = SignedRank.test(new double[] {1, -1, 2, 2, 3});
    assertEquals(13.5, test.statistic());
    assertEquals(2 * 3 / 32.0, test.p());
    assertEquals(Warning.Kind.TIES, test.warnings().get(0).kind());
  }

  @Test
  void zerosAreDroppedAndCounted() {
    SignedRank test = SignedRank.test(new double[] {0, 1, 2, -0.0, 3, 4, 5, 6});
    assertEquals(2, test.zeros());
    assertEquals(6, test.n());
    assertEquals(2 / 64.0, test.p());
    assertEquals(Warning.Kind.ZEROS, test.warnings().get(0).kind());
  }

  @Test
  void thePAtTheExpectationIsOne() {
    // T+ = 5 of 10; all but the two middle sums of 16 lie farther out or as far
    assertEquals(1, SignedRank.test(new double[] {-1, 2, 3, -4}).p());
    assertEquals(1, SignTest.test(new double[] {-1, 2, 3, -4}).p());
  }

  /** What a p of at most 0.05 is in truth where p takes few values. */
  @ParameterizedTest
  @CsvSource({"5,0", "6,0.03125", "8,0.0390625", "10,0.048828125"})
  void levels(int n, double level) {
    assertEquals(level, SignedRank.level(n, 1 - 0.95), 1e-12);
  }

  @Test
  void allZeros() {
    SignedRank test = SignedRank.test(new double[6]);
    assertEquals(1, test.p());
    assertEquals(new Interval(0, 0, 1 - 2 / 64.0), SignedRank.interval(new double[6], 0.95).get());
  }

  @Test
  void intervalExcludesZeroExactlyWhereTheTestRejects() {
    RandomGenerator random = new Well19937c(12);
    for (int round = 0; round < 500; round++) {
      int n = 6 + random.nextInt(15);
      double[] x = new double[n];
      Arrays.setAll(x, i -> random.nextGaussian() + 0.5);
      assertEquals(
          SignedRank.test(x).p() <= 0.05,
          !SignedRank.interval(x, 0.95).orElseThrow().contains(0),
          () -> Arrays.toString(x));
    }
  }

  @Test
  void largeSamplesAreApproximateAndSaySo() {
    double[] x = IntStream.rangeClosed(1, 400).mapToDouble(i -> i % 3 == 0 ? -i : i).toArray();
    SignedRank test = SignedRank.test(x);
    assertEquals(Warning.Kind.APPROXIMATE, test.warnings().get(0).kind());
    assertTrue(test.p() > 0 && test.p() < 1e-3);
    double[] allPositive = IntStream.rangeClosed(1, 100_000).mapToDouble(i -> i).toArray();
    SignedRank extreme = SignedRank.test(allPositive);
    assertEquals(5_000_050_000.0, extreme.statistic());
    assertTrue(extreme.p() > 0 && extreme.p() < 1e-300);
    Interval interval = SignedRank.interval(allPositive, 0.95).orElseThrow();
    assertTrue(interval.contains(50_000.5));
    // R: wilcox.test(rep(0.1, 10), exact=FALSE, correct=TRUE), in scipy's test_morestats.py
    assertEquals(0.00190419504300439, SignedRank.approximate(10, 55, 990), 1e-9);
  }

  @Test
  void fewValuesHaveNoInterval() {
    assertTrue(SignedRank.interval(new double[] {1, 2, 3, 4, 5}, 0.95).isEmpty());
    assertFalse(SignedRank.interval(new double[] {1, 2, 3, 4, 5, 6}, 0.95).isEmpty());
    assertEquals(1, SignedRank.test(new double[] {3}).p());
  }

  @Test
  void refusesWhatIsNotFinite() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> SignedRank.test(new double[] {1, Double.NaN}))
            .getMessage();
    assertTrue(message.contains("value 2 is NaN"), message);
    assertThrows(IllegalArgumentException.class, () -> SignedRank.test(new double[0]));
  }
}
