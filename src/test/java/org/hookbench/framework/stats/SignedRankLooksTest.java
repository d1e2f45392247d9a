package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedRankLooksTest {
  @Test
  void oneLookHasItsOwnLevel() {
    assertEquals(2 / 64.0, SignedRankLooks.errorAtMost(List.of(6), 0.05));
  }

  /** Every order of the ranks and every pattern of signs, counted one by one. */
  @ParameterizedTest
  @CsvSource({"3, 6, 0.3", "4, 7, 0.2", "5, 7, 0.15", "6, 7, 0.1"})
  void twoLooksAsCountedOneByOne(int smaller, int larger, double alpha) {
    int small = SignedRank.criticalRank(smaller, alpha) - 1;
    int large = SignedRank.criticalRank(larger, alpha) - 1;
    long both = 0;
    long all = 0;
    for (int members = 0; members < 1 << larger; members++) {
      if (Integer.bitCount(members) != smaller) {
        continue;
      }
      for (int signs = 0; signs < 1 << larger; signs++) {
        int smallSum = 0;
        int largeSum = 0;
        int smallRank = 0;
        for (int rank = 1; rank <= larger; rank++) {
          boolean member = (members >> (rank - 1) & 1) == 1;
          boolean positive = (signs >> (rank - 1) & 1) == 1;
          smallRank += member ? 1 : 0;
          largeSum += positive ? rank : 0;
          smallSum += positive && member ? smallRank : 0;
        }
        all++;
        both += smallSum <= small && largeSum <= large ? 1 : 0;
      }
    }
    assertEquals((double) both / all, SignedRankLooks.bothBelow(smaller, larger, alpha), 1e-12);
  }

  /** The bound holds, and is not far from what happens. */
  @Tag("slow")
  @Test
  void boundIsNearWhatSamplesShow() {
    List<Integer> sizes = List.of(8, 12, 18);
    double alpha = 0.03;
    int runs = 40_000;
    Well19937c random = new Well19937c(7);
    int missed = 0;
    for (int run = 0; run < runs; run++) {
      double[] x = new double[18];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextGaussian();
      }
      missed += sizes.stream().anyMatch(n -> misses(x, n, alpha)) ? 1 : 0;
    }
    double bound = SignedRankLooks.errorAtMost(sizes, alpha);
    double seen = (double) missed / runs;
    double error = Math.sqrt(seen / runs);
    assertTrue(seen < bound + 3 * error, seen + " seen, bound " + bound);
    assertTrue(seen > 0.8 * bound, seen + " seen, bound " + bound);
  }

  private static boolean misses(double[] x, int size, double alpha) {
    double[] first = java.util.Arrays.copyOf(x, size);
    return !SignedRank.interval(first, 1 - alpha).orElseThrow().contains(0);
  }
}
