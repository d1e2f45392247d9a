package org.hookbench.tool.fleet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.stats.RandomEffects;
import org.hookbench.framework.stats.Verdict;

/**
 * One hook on every machine that has it.
 *
 * @param name the arm's id
 * @param effects a machine each, by name
 * @param summary over those that are in it; empty below two
 * @param pHolm of the summary, after Holm's correction over all summaries
 * @param verdict of the summary by the largest delta of the machines; a difference only where pHolm
 *     is at most alpha
 */
public record FleetHook(
    String name,
    List<FleetEffect> effects,
    Optional<RandomEffects> summary,
    OptionalDouble pHolm,
    Verdict verdict) {
  public FleetHook {
    effects = List.copyOf(effects);
  }

  FleetHook judged(OptionalDouble p, Verdict by) {
    return new FleetHook(name, effects, summary, p, by);
  }
}
