package org.hookbench.framework.stats;

import java.util.Arrays;

/**
 * Holm's step-down adjustment, which holds the family-wise error under any dependence. Holm 1979.
 */
public final class Holm {
  private Holm() {}

  /**
   * The adjusted p values, in the order given; each is to be compared with alpha. Equal to R's
   * {@code p.adjust(p, "holm")}.
   *
   * @throws IllegalArgumentException where a p is not above 0 and at most 1
   */
  public static double[] adjust(double[] p) {
    Integer[] order = new Integer[p.length];
    Arrays.setAll(order, i -> i);
    for (double value : p) {
      if (!(value > 0 && value <= 1)) {
        throw new IllegalArgumentException("p is " + value + ", not above 0 and at most 1");
      }
    }
    Arrays.sort(order, (i, j) -> Double.compare(p[i], p[j]));
    double[] adjusted = new double[p.length];
    double floor = 0;
    for (int rank = 0; rank < order.length; rank++) {
      floor = Math.max(floor, Math.min(1, (p.length - rank) * p[order[rank]]));
      adjusted[order[rank]] = floor;
    }
    return adjusted;
  }
}
