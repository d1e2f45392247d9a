package org.hookbench.stats;

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

  private RankSums(double[] ways, long total, boolean complement) {
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
    return new RankSums(ways[small], Arrays.stream(doubledRanks).asLongStream().sum(), complement);
  }

  /** Twice the smaller tail, the observed doubled sum included in both. */
  double twoSided(long doubledSum) {
    long sum = complement ? total - doubledSum : doubledSum;
    double lower = 0;
    double upper = 0;
    for (int s = 0; s < ways.length; s++) {
      lower += s <= sum ? ways[s] : 0;
      upper += s >= sum ? ways[s] : 0;
    }
    return 2 * Math.min(lower, upper) / all;
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
