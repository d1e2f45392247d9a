package org.hookbench.framework.experiment;

import java.util.List;
import org.apiguardian.api.API;
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
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record CaseData(
    BenchCase bench,
    List<Arm> arms,
    Metric metric,
    Measurement measurement,
    @API(status = API.Status.INTERNAL) List<ForkData> forks) {
  /** The forks that ran to their end. */
  @API(status = API.Status.INTERNAL)
  public List<ForkData> completeForks() {
    return forks.stream().filter(ForkData::isComplete).toList();
  }
}
