package org.hookbench.tool.fleet;

import java.nio.file.Path;
import java.util.List;
import org.hookbench.framework.stats.HeterogeneityEstimator;

/**
 * What the machines of a fleet say.
 *
 * @param folder that their runs are in
 * @param confidence of the summaries' intervals, e.g. 0.95
 * @param estimator of the variance between machines
 * @param comparisons the summaries that Holm's correction is over
 * @param machines by name
 * @param cases in the order of the first machine
 * @param notes what is not in the tables, or not as others; one line each
 */
public record FleetResults(
    Path folder,
    double confidence,
    HeterogeneityEstimator estimator,
    int comparisons,
    List<Machine> machines,
    List<FleetCase> cases,
    List<String> notes) {
  public FleetResults {
    machines = List.copyOf(machines);
    cases = List.copyOf(cases);
    notes = List.copyOf(notes);
  }
}
