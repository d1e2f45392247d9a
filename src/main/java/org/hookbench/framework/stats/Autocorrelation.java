package org.hookbench.framework.stats;

import java.util.OptionalDouble;

/** Serial correlation of a sequence. */
public final class Autocorrelation {
  private Autocorrelation() {}

  /**
   * The lag-1 autocorrelation coefficient as NIST StRD certifies it; about -1/n for independent
   * values. Empty below three values and where all are equal.
   */
  public static OptionalDouble lag1(double[] x) {
    Samples.requireUsable(x, "sequence");
    if (x.length < 3 || Samples.constant(x)) {
      return OptionalDouble.empty();
    }
    double mean = Samples.mean(x);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      double deviation = x[i] - mean;
      squares += deviation * deviation;
      products += i == 0 ? 0 : deviation * (x[i - 1] - mean);
    }
    return squares > 0 ? OptionalDouble.of(products / squares) : OptionalDouble.empty();
  }

  /** The same of the mid-ranks, which gross outliers can neither hide in nor fake. */
  public static OptionalDouble rankLag1(double[] x) {
    int[] doubled = MidRanks.of(Samples.requireUsable(x, "sequence")).doubled();
    double[] ranks = new double[doubled.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = doubled[i];
    }
    return lag1(ranks);
  }
}
