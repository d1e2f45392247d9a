package org.hookbench.framework.experiment;

import java.util.ArrayList;
import java.util.List;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.workload.Workload;

/**
 * One case of a plan.
 *
 * @param bench the case, with its parameters as JMH has them
 * @param workload its traffic, as its benchmark class says it, with the case's parameters
 * @param link its lanes, as the case's parameters say it
 * @param arms what is measured side by side
 * @param measurement what each of its forks measures
 */
public record PlannedCase(
    BenchCase bench,
    Workload workload,
    LinkSettings link,
    List<Arm> arms,
    Measurement measurement) {
  /** The same with further arms. */
  PlannedCase withArms(List<Arm> further) {
    List<Arm> all = new ArrayList<>(arms);
    all.addAll(further);
    return new PlannedCase(bench, workload, link, List.copyOf(all), measurement);
  }
}
