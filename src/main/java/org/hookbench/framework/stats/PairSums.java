package org.hookbench.framework.stats;

/**
 * Order statistics of all sums {@code a[i] + b[j]} of two ascending arrays, without building them.
 *
 * <p>Rounded addition is monotone in each term, so the rounded sums form a matrix with ascending
 * rows and columns, and the number of sums up to a value is counted in linear time by a staircase
 * walk (Johnson and Mizoguchi 1978). The value sought is closed in on by interpolation and
 * bisection in turn until one sum is left, after about ten walks. Where ties keep more than one,
 * the bisection goes on over the doubles in their order as 64-bit integers, and so ends: at most
 * 104 walks, exact, no random pivot.
 */
final class PairSums {
  private static final int FAST_STEPS = 40;

  private final double[] a;
  private final double[] b;
  private final boolean triangle;

  private PairSums(double[] a, double[] b, boolean triangle) {
    this.a = a;
    this.b = b;
    this.triangle = triangle;
  }

  /** All sums of an element of a and one of b. Both ascending. */
  static PairSums of(double[] a, double[] b) {
    return new PairSums(a, b, false);
  }

  /** All Walsh averages {@code (x[i] + x[j]) / 2} with {@code i <= j} of an ascending array. */
  static PairSums walsh(double[] sorted) {
    double[] half = new double[sorted.length];
    for (int i = 0; i < half.length; i++) {
      half[i] = sorted[i] / 2; // halved first, so that no sum overflows
    }
    return new PairSums(half, half, true);
  }

  long size() {
    long n = a.length;
    return triangle ? n * (n + 1) / 2 : n * b.length;
  }

  /** The k-th smallest, k counted from 1. */
  double select(long k) {
    if (k < 1 || k > size()) {
      throw new IllegalArgumentException("rank " + k + " of " + size());
    }
    double low = a[0] + b[0];
    double high = a[a.length - 1] + b[b.length - 1];
    if (countUpTo(low) >= k) {
      return low;
    }
    long upToLow = 0; // sums at or below low, fewer than k; the answer is in (low, high]
    long upToHigh = size();
    for (int step = 0; upToHigh - upToLow > 1 && Math.nextUp(low) < high; step++) {
      double middle = between(step, low, high, (k - upToLow) / (double) (upToHigh - upToLow));
      long count = countUpTo(middle);
      if (count >= k) {
        high = middle;
        upToHigh = count;
      } else {
        low = middle;
        upToLow = count;
      }
    }
    return smallestAbove(low);
  }

  /** The median: the middle sum, or half-way between the two middle ones. */
  double median() {
    long size = size();
    if (size % 2 == 1) {
      return select(size / 2 + 1);
    }
    double lower = select(size / 2);
    double upper = countUpTo(lower) > size / 2 ? lower : smallestAbove(lower);
    return Samples.middle(lower, upper);
  }

  private long countUpTo(double limit) {
    long count = 0;
    if (triangle) {
      int i = 0;
      int j = a.length - 1;
      while (i <= j) {
        if (a[i] + a[j] <= limit) {
          count += j - i + 1; // i with itself and all up to j
          i++;
        } else {
          j--;
        }
      }
      return count;
    }
    int j = b.length;
    for (double term : a) {
      while (j > 0 && term + b[j - 1] > limit) {
        j--;
      }
      count += j;
    }
    return count;
  }

  private double smallestAbove(double limit) {
    double smallest = a[a.length - 1] + b[b.length - 1];
    int j = b.length - 1;
    for (int i = 0; i < a.length && j >= (triangle ? i : 0); i++) {
      while (j >= 0 && a[i] + b[j] > limit) {
        smallest = Math.min(smallest, a[i] + b[j]);
        j--;
      }
    }
    return smallest;
  }

  /** In turn by interpolation and by halves; where both fail to part the two, by bits. */
  private static double between(int step, double low, double high, double share) {
    double middle = step % 2 == 0 ? low + share * (high - low) : Samples.middle(low, high);
    return step < FAST_STEPS && middle > low && middle < high ? middle : betweenBits(low, high);
  }

  /** Half-way in the order of the doubles: 64 such steps exhaust them. */
  private static double betweenBits(double low, double high) {
    long a = order(low);
    long b = order(high);
    return value((a & b) + ((a ^ b) >> 1)); // floor of the mean, without overflow
  }

  /** A double's place among the doubles: ascending as a signed integer. -0.0 comes before 0.0. */
  private static long order(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private static double value(long order) {
    return Double.longBitsToDouble(order ^ ((order >> 63) & Long.MAX_VALUE));
  }
}
