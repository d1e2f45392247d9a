package org.hookbench.tool.cli.plan;

import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.workload.Workload;

/**
 * A case that the command line asks for, before it is known how much of it is measured.
 *
 * @param bench the case
 * @param workload its traffic
 */
public record AskedCase(BenchCase bench, Workload workload) {}
