package org.hookbench.tool.compare;

import java.util.OptionalDouble;

/**
 * What one side has of a subject.
 *
 * @param n independent values: forks, or another tool's runs
 * @param median their median, in the metric's unit
 * @param effect the run's own effect against its baseline, a fraction, + is worse; empty where
 *     there is none
 * @param cost what the arm adds to the run's own baseline, in the metric's unit; empty where there
 *     is no effect
 */
public record Measured(int n, double median, OptionalDouble effect, OptionalDouble cost) {
  /** Of a side that compares nothing itself. */
  public static Measured of(int n, double median) {
    return new Measured(n, median, OptionalDouble.empty(), OptionalDouble.empty());
  }
}
