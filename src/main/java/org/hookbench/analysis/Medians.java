package org.hookbench.analysis;

import java.util.Arrays;

/** The plain median. */
public final class Medians {
  private Medians() {}

  /** The middle value, or half-way between the two middle ones. Not for an empty array. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
