package org.hookbench.framework.stats;

import java.util.Arrays;

/**
 * The null distribution of a sum of ranks: of all ways to draw {@code drawn} of the given doubled
 * mid-ranks, how many have which sum. Counted by dynamic programming over the smaller sample.
 */
final class RankSums {
  private final double[] ways; // by doubled sum
  private final double all;
  private final long total;
  private final boolean complement;
  private final int drawn;
  private final int values;

  private RankSums(double[] ways, long total, boolean complement, int drawn, int values) {
    this.drawn = drawn;
    this.values = values;
    this.ways = ways;
    this.all = Arrays.stream(ways).sum();
    this.total = total;
    this.complement = complement;
  }

  static RankSums of(int[] doubledRanks, int drawn) {
    boolean complement = drawn > doubledRanks.length - drawn;
    int small = complement ? doubledRanks.length - drawn : drawn;
    int[] descending = doubledRanks.clone();
    Arrays.sort(descending);
    int largest = 0;
    for (int i = 0; i < small; i++) {
      largest += descending[descending.length - 1 - i];
    }
    double[][] ways = new double[small + 1][largest + 1];
    ways[0][0] = 1;
    for (int rank : doubledRanks) {
      for (int count = small; count > 0; count--) {
        for (int sum = largest; sum >= rank; sum--) {
          ways[count][sum] += ways[count - 1][sum - rank];
        }
      }
    }
    long total = Arrays.stream(doubledRanks).asLongStream().sum();
    return new RankSums(ways[small], total, complement, small, doubledRanks.length);
  }

  /**
   * The probability of a sum as far from its expectation as the observed doubled one, or farther.
   * With ties the distribution need not be symmetric, and twice the smaller tail is another number,
   * which may be above 1.
   */
  double twoSided(long doubledSum) {
    long observed = distance(complement ? total - doubledSum : doubledSum);
    double asFar = 0;
    for (int s = 0; s < ways.length; s++) {
      asFar += distance(s) >= observed ? ways[s] : 0;
    }
    return asFar / all;
  }

  /** From the expectation, total times drawn over values; times values, to stay a whole number. */
  private long distance(long sum) {
    return Math.abs(sum * values - total * drawn);
  }

  /** P(U = u), u = 0 .. m n, without ties. */
  static double[] untied(int m, int n) {
    int[] doubledRanks = new int[m + n];
    Arrays.setAll(doubledRanks, i -> 2 * (i + 1));
    RankSums sums = of(doubledRanks, Math.min(m, n));
    int small = Math.min(m, n);
    double[] probability = new double[m * n + 1];
    for (int u = 0; u < probability.length; u++) {
      probability[u] = sums.ways[small * (small + 1) + 2 * u] / sums.all;
    }
    return probability;
  }
}
