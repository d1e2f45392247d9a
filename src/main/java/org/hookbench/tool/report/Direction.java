package org.hookbench.tool.report;

import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.workload.Metric;
import org.hookbench.tool.compare.Shift;

/**
 * From the scale of the statistics, on which + is worse, to the metric's own, on which reports for
 * people say everything: a goodput that falls to a half is -50 %, and that is slower.
 *
 * @param higherIsBetter whether the metric is one of which more is better
 */
record Direction(boolean higherIsBetter) {
  /** Stands for what is larger than anything that means something. */
  private static final double LARGEST = 1e150;

  static Direction of(Metric metric) {
    return new Direction(metric.higherIsBetter());
  }

  /** A log effect. */
  double log(double worse) {
    return higherIsBetter ? -worse : worse;
  }

  /** The same with its interval. */
  Optional<Interval> log(Optional<Interval> worse) {
    return higherIsBetter
        ? worse.map(i -> new Interval(-i.high(), -i.low(), i.confidence()))
        : worse;
  }

  /** A log effect in per cent. */
  double percent(double worse) {
    return Effect.percent(log(worse));
  }

  /** An effect's estimate in per cent; empty where it has none. */
  OptionalDouble percent(Effect e) {
    return e.estimate().isPresent()
        ? OptionalDouble.of(percent(e.estimate().getAsDouble()))
        : OptionalDouble.empty();
  }

  /** A difference as a fraction: of a rate, that of its inverse turned round. */
  double fraction(double worse) {
    return higherIsBetter ? Math.min(LARGEST, -worse / Math.max(0, 1 + worse)) + 0.0 : worse;
  }

  /** The same with its interval. */
  Shift fraction(Shift worse) {
    return higherIsBetter
        ? new Shift(
            fraction(worse.estimate()),
            fraction(worse.interval()),
            fraction(worse.simultaneous()),
            fraction(worse.ninety()))
        : worse;
  }

  private Optional<Interval> fraction(Optional<Interval> worse) {
    return worse.map(i -> new Interval(fraction(i.high()), fraction(i.low()), i.confidence()));
  }
}
