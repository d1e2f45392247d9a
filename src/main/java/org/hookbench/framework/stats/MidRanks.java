package org.hookbench.framework.stats;

import java.util.Arrays;

/** Ranks of values from 1, ties sharing the mean of theirs; doubled, so that they are integers. */
record MidRanks(int[] doubled, boolean ties, double tieTerm) {
  /** {@code tieTerm} is the sum of t^3 - t over the groups of t equal values. */
  static MidRanks of(double[] values) {
    double[] sorted = new double[values.length];
    Arrays.setAll(sorted, i -> values[i] + 0.0); // -0.0 is 0.0
    Arrays.sort(sorted);
    int[] atPlace = new int[sorted.length];
    double tieTerm = 0;
    int start = 0;
    while (start < sorted.length) {
      int end = start + 1;
      while (end < sorted.length && sorted[end] == sorted[start]) {
        end++;
      }
      Arrays.fill(atPlace, start, end, start + 1 + end); // twice the mean of start + 1 .. end
      double size = end - start;
      tieTerm += size * size * size - size;
      start = end;
    }
    int[] doubled = new int[values.length];
    Arrays.setAll(doubled, i -> atPlace[Arrays.binarySearch(sorted, values[i] + 0.0)]);
    return new MidRanks(doubled, tieTerm > 0, tieTerm);
  }
}
