package org.hookbench.framework.stats;

import org.apiguardian.api.API;

/**
 * A closed confidence interval, in the unit of the estimate it belongs to.
 *
 * @param confidence the achieved one: exact intervals reach at least what was asked, seldom exactly
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Interval(double low, double high, double confidence) {
  public Interval {
    if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
      throw new IllegalArgumentException("not an interval: " + low + " to " + high);
    }
    if (!(confidence > 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence " + confidence);
    }
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Half of its length. */
  public double halfWidth() {
    return high / 2 - low / 2;
  }
}
