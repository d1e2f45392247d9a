package org.hookbench.tool.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.stats.Warning;

/**
 * One comparison of a side with the base.
 *
 * @param basis what it is made from
 * @param against the label of the side that is compared with the base
 * @param subject what is compared
 * @param base what the base has of it
 * @param other what the other side has of it
 * @param relative the difference as a fraction, + is worse whatever the metric's direction: {@code
 *     e^d - 1}, d the log ratio of times or costs (a rate counts as its inverse). Where a value is
 *     0: the shift over the base's median; empty where that is 0 too
 * @param change new - base, in the metric's unit and with its sign; empty for {@link Basis#EFFECTS}
 * @param p two-sided, of no difference; empty where the samples are too few or do not vary
 * @param pHolm the same, adjusted over the family
 * @param mde minimum detectable difference at 80 % power, a fraction; empty for a test of ranks
 * @param verdict by delta as {@link Verdict#of} says; a difference only where pHolm is at most
 *     alpha
 * @param warnings assumptions and defects
 */
public record Comparison(
    Basis basis,
    String against,
    Subject subject,
    Measured base,
    Measured other,
    Optional<Shift> relative,
    Optional<Shift> change,
    OptionalDouble p,
    OptionalDouble pHolm,
    OptionalDouble mde,
    Verdict verdict,
    List<Warning> warnings) {
  public Comparison {
    warnings = List.copyOf(warnings);
  }
}
