package org.hookbench.tool.history;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.workload.Metric;

/**
 * One hook with one workload over time: runs that are comparable.
 *
 * @param name the arm's id in the newest run
 * @param bench the workload with its parameters
 * @param metric what was measured
 * @param delta the largest of the runs' smallest effects of interest, a fraction
 * @param points in the order of time
 * @param changes in the order of time
 * @param p of no change at all, after Holm's correction; empty where it has too few runs, or where
 *     they are all alike
 * @param fewest how many runs it needs for a change in their middle to be shown, among so many
 *     series
 * @param leftOut runs of the history that are not in it and why, one line a reason
 */
public record HistorySeries(
    String name,
    BenchCase bench,
    Metric metric,
    double delta,
    List<HistoryPoint> points,
    List<HistoryChange> changes,
    OptionalDouble p,
    int fewest,
    List<String> leftOut) {
  public HistorySeries {
    points = List.copyOf(points);
    changes = List.copyOf(changes);
    leftOut = List.copyOf(leftOut);
  }

  /** Whether it has so many. */
  public boolean hasEnough() {
    return points.size() >= fewest;
  }

  /** What the newest runs are after; empty where no change is shown. */
  public Optional<HistoryChange> newest() {
    return changes.isEmpty() ? Optional.empty() : Optional.of(changes.get(changes.size() - 1));
  }
}
