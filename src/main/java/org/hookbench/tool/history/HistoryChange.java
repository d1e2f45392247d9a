package org.hookbench.tool.history;

import java.util.List;
import java.util.Optional;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.LevelShift;
import org.hookbench.framework.stats.Verdict;

/**
 * A change of a series' level.
 *
 * @param before the last run before it
 * @param after the first run behind it
 * @param at the index of that run's point in the series
 * @param p of no change; after Holm's correction over the series of the history
 * @param effect by how much the effect changed, a log ratio; + is worse
 * @param cost the same in the metric's unit, from the runs' own costs in it
 * @param baseline by how much the arm without a hook changed there, in the metric's unit
 * @param confidence of the intervals
 * @param verdict of the effect's change, by the usual rule; never inconclusive, for p has shown it
 * @param ofHook whether the cost in the metric's unit changed as well, and in the same direction;
 *     else it is the baseline that changed
 * @param alsoChanged what else is unlike in the two runs, e.g. {@code "kernel 6.1.0 | 6.12.9"}
 */
public record HistoryChange(
    HistoryPoint before,
    HistoryPoint after,
    int at,
    double p,
    LevelShift effect,
    LevelShift cost,
    LevelShift baseline,
    double confidence,
    Verdict verdict,
    boolean ofHook,
    List<String> alsoChanged) {
  public HistoryChange {
    alsoChanged = List.copyOf(alsoChanged);
  }

  /** The interval of {@link #effect}; empty where the runs have no spread. */
  public Optional<Interval> effectInterval() {
    return effect.interval(confidence);
  }

  /** The interval of {@link #cost}; empty where the runs have no spread. */
  public Optional<Interval> costInterval() {
    return cost.interval(confidence);
  }

  /** The interval of {@link #baseline}; empty where the runs have no spread. */
  public Optional<Interval> baselineInterval() {
    return baseline.interval(confidence);
  }
}
