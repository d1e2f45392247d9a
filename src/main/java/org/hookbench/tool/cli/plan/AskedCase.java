package org.hookbench.tool.cli.plan;

import java.util.List;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.PlannedCase;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.workload.Workload;

/**
 * A case that the command line asks for, before it is known how much of it is measured.
 *
 * @param bench the case
 * @param workload its traffic
 * @param link its lanes
 */
public record AskedCase(BenchCase bench, Workload workload, LinkSettings link) {
  /** It planned, with these arms. */
  public PlannedCase planned(List<Arm> arms, Measurement measurement) {
    return new PlannedCase(bench, workload, link, arms, measurement);
  }
}
