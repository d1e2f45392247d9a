package org.hookbench.framework.experiment;

import java.util.List;
import org.hookbench.framework.workload.Metric;

/**
 * What came from one case.
 *
 * @param bench the case
 * @param arms its arms, baseline and null arm first
 * @param metric what its slices' values are
 * @param measurement what each of its forks measured
 * @param forks in the order of time
 */
public record CaseData(
    BenchCase bench, List<Arm> arms, Metric metric, Measurement measurement, List<ForkData> forks) {
  /** The forks that ran to their end. */
  public List<ForkData> completeForks() {
    return forks.stream().filter(ForkData::isComplete).toList();
  }
}
