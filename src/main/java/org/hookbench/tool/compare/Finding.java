package org.hookbench.tool.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.stats.Warning;

/**
 * What a test of two samples finds, before the family is looked at.
 *
 * @param relative a fraction, + is worse; empty where the base is 0
 * @param change new - base, in the metric's unit; empty where the subject has none
 * @param p two-sided; empty where the samples are too few or do not vary
 * @param mde a fraction; empty where the test has none
 */
record Finding(
    Optional<Shift> relative,
    Optional<Shift> change,
    OptionalDouble p,
    OptionalDouble mde,
    List<Warning> warnings) {
  /** Of two samples that are not to be judged. */
  static Finding none(Warning reason) {
    return new Finding(
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of(reason));
  }
}
