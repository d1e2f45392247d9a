package org.hookbench.stats;

import java.util.Arrays;

/** Ranks of values from 1, ties sharing the mean of theirs; doubled, so that they are integers. */
record MidRanks(int[] doubled, boolean ties, double tieTerm) {
  /** {@code tieTerm} is the sum of t^3 - t over the groups of t equal values. */
  static MidRanks of(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(values[i] + 0.0, values[j] + 0.0)); // -0.0 is 0.0
    int[] doubled = new int[values.length];
    double tieTerm = 0;
    int start = 0;
    while (start < order.length) {
      int end = start + 1;
      while (end < order.length && values[order[end]] == values[order[start]]) {
        end++;
      }
      for (int i = start; i < end; i++) {
        doubled[order[i]] = start + 1 + end; // twice the mean of start + 1 .. end
      }
      double size = end - start;
      tieTerm += size * size * size - size;
      start = end;
    }
    return new MidRanks(doubled, tieTerm > 0, tieTerm);
  }
}
