package org.hookbench.framework.experiment;

import java.util.ArrayList;
import java.util.List;
import org.hookbench.framework.workload.Workload;

/**
 * One case of a plan.
 *
 * @param bench the case
 * @param workload its traffic, as its benchmark class says it, with the case's parameters
 * @param hooks the hooks that are measured with it, and its matched baselines as {@link Arm} names
 *     them
 * @param measurement what each of its forks measures
 */
public record PlannedCase(
    BenchCase bench, Workload workload, List<String> hooks, Measurement measurement) {
  /** The same with further arms: matched baselines. */
  PlannedCase withMatched(List<String> matched) {
    List<String> all = new ArrayList<>(hooks);
    all.addAll(matched);
    return new PlannedCase(bench, workload, List.copyOf(all), measurement);
  }
}
