package org.hookbench.tool.fleet;

import java.util.List;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.workload.Metric;

/**
 * One workload with one set of parameters on every machine that has it.
 *
 * @param bench the case; of a parameter that names a device or a peer only the kind
 * @param metric what was measured
 * @param delta the largest of the machines' smallest effects of interest, a fraction
 * @param hooks in the order of the first machine
 */
public record FleetCase(BenchCase bench, Metric metric, double delta, List<FleetHook> hooks) {
  public FleetCase {
    hooks = List.copyOf(hooks);
  }
}
