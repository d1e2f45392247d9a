package org.hookbench.framework.stats;

/**
 * The Hodges-Lehmann estimators of a location and of a shift, in the unit of the data.
 *
 * <p>Exact at every size: the median is selected from the matrix of pairs without building it
 * ({@code O(n log n)} to sort, then linear walks, about 20 and at most 104; see PairSums). Source:
 * Hodges and Lehmann 1963; Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd
 * ed., sections 3.2 and 4.2.
 */
public final class HodgesLehmann {
  private HodgesLehmann() {}

  /**
   * The pseudo-median: the median of all Walsh averages {@code (x[i] + x[j]) / 2, i <= j}.
   * Breakdown point 29 %, efficiency 95 % of the mean's where the data are normal.
   *
   * @throws IllegalArgumentException where x is empty or holds a value that is not finite
   */
  public static double estimate(double[] x) {
    return PairSums.walsh(Samples.sorted(Samples.requireUsable(x, "sample"))).median();
  }

  /**
   * The shift of x against y: the median of all differences {@code x[i] - y[j]}.
   *
   * @throws IllegalArgumentException where a sample is empty or holds a value that is not finite
   */
  public static double shift(double[] x, double[] y) {
    return differences(x, y).median();
  }

  static PairSums differences(double[] x, double[] y) {
    double[] negated = new double[Samples.requireUsable(y, "second sample").length];
    for (int i = 0; i < y.length; i++) {
      negated[i] = -y[i];
    }
    return PairSums.of(
        Samples.sorted(Samples.requireUsable(x, "first sample")), Samples.sorted(negated));
  }
}
