package org.hookbench.framework.stats;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/** Checks and descriptive statistics that every estimator here starts from. */
public final class Samples {
  /** Beyond this a square overflows, and with it every variance. */
  static final double LARGEST = 1e150;

  /** The smallest p value handed out: a p value is never 0, only too small for a double. */
  static final double SMALLEST_P = Double.MIN_NORMAL;

  private Samples() {}

  static boolean usable(double value) {
    return Math.abs(value) <= LARGEST; // false for NaN
  }

  static double[] requireUsable(double[] x, String what) {
    if (x.length == 0) {
      throw new UnusableDataException(what + " has no values");
    }
    for (int i = 0; i < x.length; i++) {
      if (!usable(x[i])) {
        throw new UnusableDataException(
            what + ", value " + (i + 1) + " is " + x[i] + ", not a finite number up to 1e150");
      }
    }
    return x;
  }

  static double requireConfidence(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence is " + confidence + ", not between 0 and 1 (both excluded)");
    }
    return confidence;
  }

  static double[] sorted(double[] x) {
    double[] copy = x.clone();
    Arrays.sort(copy);
    return copy;
  }

  /** The median, interpolated where the number of values is even. */
  public static double median(double[] x) {
    return medianOfSorted(sorted(x));
  }

  static double medianOfSorted(double[] sorted) {
    int n = sorted.length;
    return n % 2 == 1
        ? sorted[n / 2]
        : middle(sorted[n / 2 - 1], sorted[n / 2]); // exact where both are equal
  }

  static double middle(double a, double b) {
    return a / 2 + b / 2;
  }

  static boolean constant(double[] x) {
    for (double value : x) {
      if (value != x[0]) {
        return false;
      }
    }
    return true;
  }

  static double mean(double[] x) {
    return StatUtils.mean(x);
  }

  /** The unbiased sample variance; exactly 0 for constant data, whatever the rounding of a mean. */
  static double variance(double[] x) {
    return constant(x) ? 0 : StatUtils.variance(x);
  }

  static double standardDeviation(double[] x) {
    return Math.sqrt(variance(x));
  }

  static double probability(double p) {
    return Math.min(1, Math.max(SMALLEST_P, p));
  }
}
