package org.hookbench.tool.compare;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.hookbench.framework.stats.Interval;

/**
 * A difference between two sides, with its intervals, all in one unit.
 *
 * @param estimate the point estimate
 * @param interval at the asked confidence; empty where the samples are too few
 * @param simultaneous at 1 - alpha/m, m the comparisons of the family; gates use it. Empty where
 *     the samples are too few for it
 * @param ninety at 1 - 2 alpha, the interval of the equivalence tests
 */
public record Shift(
    double estimate,
    Optional<Interval> interval,
    Optional<Interval> simultaneous,
    Optional<Interval> ninety) {
  /** Larger than any effect that means something, and small enough to stay a number in per cent. */
  private static final double LARGEST = 1e150;

  /** The same on another scale. */
  Shift map(DoubleUnaryOperator monotone) {
    return new Shift(
        bounded(monotone.applyAsDouble(estimate)),
        interval.map(i -> map(i, monotone)),
        simultaneous.map(i -> map(i, monotone)),
        ninety.map(i -> map(i, monotone)));
  }

  /** From a log ratio to a fraction: {@code e^x - 1}. */
  Shift expm1() {
    return map(Math::expm1);
  }

  private static Interval map(Interval i, DoubleUnaryOperator monotone) {
    double a = bounded(monotone.applyAsDouble(i.low()));
    double b = bounded(monotone.applyAsDouble(i.high()));
    return new Interval(Math.min(a, b), Math.max(a, b), i.confidence());
  }

  private static double bounded(double value) {
    return Math.max(-LARGEST, Math.min(LARGEST, value)) + 0.0; // and no negative zero
  }
}
