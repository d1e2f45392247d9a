package org.hookbench.tool.history;

import java.util.List;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.tool.compare.Gate;

/**
 * What a history says.
 *
 * @param runs by the time of their own starts
 * @param series in the order in which their workloads and hooks first stand in a run
 * @param confidence of its intervals; 1 less this is the level of its tests
 * @param comparisons the series that Holm's correction is over: those with runs enough
 * @param seed of the permutations that are drawn
 * @param notes what is not in the tables, or not as the rest; one line each
 */
public record HistoryResults(
    List<HistoryRun> runs,
    List<HistorySeries> series,
    double confidence,
    int comparisons,
    long seed,
    List<String> notes) {
  public HistoryResults {
    runs = List.copyOf(runs);
    series = List.copyOf(series);
    notes = List.copyOf(notes);
  }

  /**
   * What a gate makes of the newest runs. Untrusted where the newest of all is; a regression where
   * a series' last change is one of the hook, and worse by more than delta; undecided where such a
   * change is worse and may be less than delta, or where no series has runs enough; else a pass.
   */
  public Gate.Outcome outcome() {
    if (!runs.get(runs.size() - 1).isTrusted()) {
      return Gate.Outcome.UNTRUSTED;
    }
    if (isLast(Verdict.WORSE)) {
      return Gate.Outcome.REGRESSION;
    }
    return series.stream().noneMatch(HistorySeries::hasEnough) || isLast(Verdict.WORSE_LIKELY)
        ? Gate.Outcome.UNDECIDED
        : Gate.Outcome.PASS;
  }

  private boolean isLast(Verdict verdict) {
    return series.stream()
        .flatMap(s -> s.newest().stream())
        .anyMatch(c -> c.ofHook() && c.verdict() == verdict);
  }
}
