package org.hookbench.experiment;

import java.util.List;

/**
 * What came from one case.
 *
 * @param bench the case
 * @param arms its arms, baseline and null arm first
 * @param forks in the order of time
 */
public record CaseData(BenchCase bench, List<Arm> arms, List<ForkData> forks) {
  /** The forks that ran to their end. */
  public List<ForkData> completeForks() {
    return forks.stream().filter(ForkData::isComplete).toList();
  }
}
