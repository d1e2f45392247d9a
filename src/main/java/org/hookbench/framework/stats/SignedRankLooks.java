package org.hookbench.framework.stats;

import java.util.List;

/**
 * The error of signed-rank intervals that are looked at several times while the sample grows: how
 * often at least one of them misses the centre of symmetry, whatever rule says when to stop.
 *
 * <p>By Hunter's inequality the probability of a union is at most the sum of the probabilities less
 * those of each two neighbouring events together. Both are exact here: of the events by the
 * distribution of T+, of two neighbours by counting over the ranks of the larger sample, each of
 * which is of the smaller one or not, and signed by a fair coin. Misses at opposite sides at
 * neighbouring looks are not subtracted, so that the bound stays one.
 *
 * <p>Source: D. Hunter, An upper bound for the probability of a union, J. Appl. Prob. 13 (1976);
 * Jennison and Turnbull, Group Sequential Methods (1999), for looks in general.
 */
public final class SignedRankLooks {
  private SignedRankLooks() {}

  /**
   * An upper bound of the chance that any of the looks' intervals misses.
   *
   * @param sizes of the sample at each look, growing
   * @param alpha 1 - the confidence of each look's interval
   */
  public static double errorAtMost(List<Integer> sizes, double alpha) {
    double error = 0;
    for (int i = 0; i < sizes.size(); i++) {
      error += SignedRank.level(sizes.get(i), alpha);
      if (i > 0) {
        error -= 2 * bothBelow(sizes.get(i - 1), sizes.get(i), alpha);
      }
    }
    return error;
  }

  /** The chance that at two looks the interval lies wholly above the centre. */
  static double bothBelow(int smaller, int larger, double alpha) {
    int small = SignedRank.criticalRank(smaller, alpha) - 1;
    int large = SignedRank.criticalRank(larger, alpha) - 1;
    if (small < 0 || large < 0) {
      return 0;
    }
    // by members of the smaller sample so far, and both rank sums; what is beyond a cut is left out
    double[][][] now = new double[smaller + 1][small + 1][large + 1];
    now[0][0][0] = 1;
    for (int rank = 1; rank <= larger; rank++) {
      now = withRank(rank, larger, now);
    }
    double sum = 0;
    for (double[] row : now[smaller]) {
      for (double probability : row) {
        sum += probability;
      }
    }
    return sum;
  }

  private static double[][][] withRank(int rank, int larger, double[][][] before) {
    int smaller = before.length - 1;
    double[][][] after = new double[smaller + 1][before[0].length][before[0][0].length];
    for (int members = 0; members < Math.min(before.length, rank); members++) {
      double joins = (double) (smaller - members) / (larger - rank + 1);
      if (joins < 1) {
        add(before[members], (1 - joins) / 2, 0, 0, after[members]);
        add(before[members], (1 - joins) / 2, 0, rank, after[members]);
      }
      if (joins > 0) {
        add(before[members], joins / 2, 0, 0, after[members + 1]);
        // the next member of the smaller sample has the next rank there
        add(before[members], joins / 2, members + 1, rank, after[members + 1]);
      }
    }
    return after;
  }

  private static void add(double[][] from, double share, int small, int large, double[][] to) {
    for (int s = small; s < to.length; s++) {
      double[] source = from[s - small];
      double[] target = to[s];
      for (int l = large; l < target.length; l++) {
        target[l] += share * source[l - large];
      }
    }
  }
}
