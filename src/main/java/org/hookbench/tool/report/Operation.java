package org.hookbench.tool.report;

import org.hookbench.framework.profile.Stacks;
import org.hookbench.framework.workload.Metric;

/**
 * What a profile's times are for: a workload's operation, or a thousand where one takes too little
 * for a reader, as a byte of a stream does.
 *
 * @param name e.g. {@code "packet"}, {@code "1000 bytes"}
 * @param count how many of the workload's operations it is
 */
record Operation(String name, int count) {
  private static final double LEAST_NANOS = 10;

  /** For a workload that takes so long. */
  static Operation of(Metric metric, double nanosPerOperation) {
    String one = metric.operation();
    return nanosPerOperation < LEAST_NANOS
        ? new Operation("1000 " + one + "s", 1000)
        : new Operation(one, 1);
  }

  /** Stacks whose operations are these. */
  Stacks of(Stacks s) {
    return new Stacks(
        s.folded(),
        s.periodNanos(),
        Math.max(1, s.operations() / count),
        s.lost(),
        s.idle(),
        s.others());
  }
}
