package org.hookbench.testing;

import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.workload.Workload;
import org.hookbench.framework.workload.Workloads;

/** What the built-in benchmark classes say of cases that tests make up. */
public final class BuiltIn {
  private BuiltIn() {}

  /** The workload of a case. */
  public static Workload workload(BenchCase bench) {
    return Workloads.create(bench.workload(), bench.params().get("payload"));
  }
}
