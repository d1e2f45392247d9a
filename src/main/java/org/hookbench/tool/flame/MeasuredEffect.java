package org.hookbench.tool.flame;

/**
 * An effect as the run measured it, in forks without a profiler.
 *
 * @param nanos what the hook adds, ns an operation
 * @param low the lower end of its interval
 * @param high the upper end
 */
public record MeasuredEffect(double nanos, double low, double high) {
  /** Whether there is an effect at all. */
  public boolean isShown() {
    return low > 0 || high < 0;
  }
}
