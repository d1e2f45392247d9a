package org.hookbench.framework.experiment;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The order of the arms in each cycle: randomised, and balanced so that over a full round each arm
 * stands equally often in each place and equally often right after each other arm (a Williams
 * design). For an even number of arms a round is as many cycles as there are arms, for an odd
 * number twice as many. Each round deals the arms to the design's letters anew and shuffles its
 * cycles. Arms that are to stand in a row are one letter of the design, in a random order each
 * time.
 *
 * <p>Source: E. J. Williams, "Experimental designs balanced for the estimation of residual effects
 * of treatments", Aust. J. Sci. Res. A 2 (1949).
 */
public final class Schedule {
  private final SplittableRandom random;
  private final int[][] design;
  private final int[][] rows;
  private int next;

  /**
   * @param arms how many arms, at least 1
   * @param seed the same seed gives the same order
   */
  public Schedule(int arms, long seed) {
    this(IntStream.range(0, arms).mapToObj(arm -> new int[] {arm}).toList(), seed);
  }

  /**
   * @param rows the arms that stand in a row; each arm is in one of them
   * @param seed the same seed gives the same order
   */
  public Schedule(List<int[]> rows, long seed) {
    this.random = new SplittableRandom(seed);
    this.rows = rows.stream().map(int[]::clone).toArray(int[][]::new);
    this.design = williams(this.rows.length);
    next = design.length;
  }

  /**
   * Writes the next cycle's order into {@code order}, which has as many places as there are arms.
   */
  public void next(int[] order) {
    if (next == design.length) {
      shuffle(rows, random);
      shuffle(design, random);
      next = 0;
    }
    int place = 0;
    for (int letter : design[next++]) {
      int[] row = rows[letter];
      shuffle(row, random);
      System.arraycopy(row, 0, order, place, row.length);
      place += row.length;
    }
  }

  /** A random permutation of 0..n-1 from a seed. */
  public static int[] permutation(int n, long seed) {
    int[] p = new int[n];
    for (int i = 0; i < n; i++) {
      p[i] = i;
    }
    shuffle(p, new SplittableRandom(seed));
    return p;
  }

  private static void shuffle(int[] a, SplittableRandom random) {
    for (int i = a.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = a[i];
      a[i] = a[j];
      a[j] = swap;
    }
  }

  private static void shuffle(int[][] a, SplittableRandom random) {
    for (int i = a.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int[] swap = a[i];
      a[i] = a[j];
      a[j] = swap;
    }
  }

  private static int[][] williams(int n) {
    int[] first = new int[n];
    for (int i = 0; i < n; i++) {
      // 0, 1, n-1, 2, n-2, ...
      first[i] = i % 2 == 1 ? (i + 1) / 2 : (n - i / 2) % n;
    }
    int[][] rows = new int[n % 2 == 0 || n == 1 ? n : 2 * n][n];
    for (int r = 0; r < n; r++) {
      for (int i = 0; i < n; i++) {
        rows[r][i] = (first[i] + r) % n;
        if (rows.length > n) {
          rows[n + r][n - 1 - i] = rows[r][i];
        }
      }
    }
    return rows;
  }
}
