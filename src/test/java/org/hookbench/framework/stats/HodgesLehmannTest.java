package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HodgesLehmannTest {
  @Test
  void selectsEveryOrderStatisticOfTheWalshAverages() {
    RandomGenerator random = new Well19937c(21);
    for (int round = 0; round < 300; round++) {
      double[] x = sample(random, 1 + random.nextInt(12), round % 3);
      double[] walsh = walsh(x);
      PairSums sums = PairSums.walsh(Samples.sorted(x));
      assertEquals(walsh.length, sums.size());
      for (int k = 1; k <= walsh.length; k++) {
        assertEquals(walsh[k - 1], sums.select(k), 0.0, Arrays.toString(x) + " rank " + k);
      }
      assertEquals(middle(walsh), HodgesLehmann.estimate(x), 0.0, () -> Arrays.toString(x));
    }
  }

  @Test
  void shiftIsTheMedianOfAllDifferences() {
    RandomGenerator random = new Well19937c(22);
    for (int round = 0; round < 300; round++) {
      double[] x = sample(random, 1 + random.nextInt(9), round % 3);
      double[] y = sample(random, 1 + random.nextInt(9), round % 3);
      double[] differences = new double[x.length * y.length];
      for (int i = 0; i < differences.length; i++) {
        differences[i] = x[i / y.length] - y[i % y.length];
      }
      Arrays.sort(differences);
      assertEquals(middle(differences), HodgesLehmann.shift(x, y), 0.0);
    }
  }

  /** Continuous, integers (ties and zeros), or over many orders of magnitude. */
  private static double[] sample(RandomGenerator random, int n, int kind) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (kind) {
            case 0 -> random.nextGaussian();
            case 1 -> random.nextInt(5) - 2;
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(200) - 100);
          };
    }
    return x;
  }

  private static double[] walsh(double[] x) {
    double[] walsh = new double[x.length * (x.length + 1) / 2];
    int next = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = i; j < x.length; j++) {
        walsh[next++] = x[i] / 2 + x[j] / 2;
      }
    }
    Arrays.sort(walsh);
    return walsh;
  }

  private static double middle(double[] sorted) {
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
  }

  @Test
  void edges() {
    assertEquals(3, HodgesLehmann.estimate(new double[] {3}));
    assertEquals(2, HodgesLehmann.estimate(new double[] {1, 3}));
    assertEquals(0.1, HodgesLehmann.estimate(new double[] {0.1, 0.1, 0.1, 0.1}));
    assertEquals(0.0, HodgesLehmann.estimate(new double[] {-0.0, 0.0}), 0.0);
    assertThrows(IllegalArgumentException.class, () -> HodgesLehmann.estimate(new double[0]));
    assertThrows(
        IllegalArgumentException.class,
        () -> HodgesLehmann.estimate(new double[] {Double.POSITIVE_INFINITY}));
  }

  @Test
  void aThirdOfWildValuesMovesItLittle() {
    double[] x = new double[100];
    Arrays.setAll(x, i -> i < 25 ? 1e9 : i / 1000.0);
    assertTrue(HodgesLehmann.estimate(x) < 0.1);
  }

  @Tag("slow")
  @Test
  void aThousandValuesTakeLessThanTenMilliseconds() {
    RandomGenerator random = new Well19937c(23);
    double[] x = sample(random, 1_000, 0);
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long start = System.nanoTime();
      HodgesLehmann.estimate(x);
      best = Math.min(best, System.nanoTime() - start);
    }
    assertTrue(best < 10_000_000, best + " ns");
  }
}
