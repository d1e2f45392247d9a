package org.hookbench.experiment;

import java.util.Map;
import org.hookbench.workload.Workload;
import org.hookbench.workload.Workloads;

/**
 * One workload under one set of parameters: all arms of it are measured together.
 *
 * @param benchmark the full name of the benchmark method
 * @param workload the workload's name
 * @param params every JMH parameter but the arms' ({@code hook}, {@code program}), by name
 */
public record BenchCase(String benchmark, String workload, Map<String, String> params) {
  /** The workload itself. */
  public Workload makeWorkload() {
    return Workloads.create(workload, params.get("payload"));
  }

  /** A case of a benchmark method, whose class is named for its workload. */
  public static BenchCase of(String benchmark, Map<String, String> params) {
    String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
    return new BenchCase(benchmark, type.substring(type.lastIndexOf('.') + 1), params);
  }
}
