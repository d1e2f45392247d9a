package org.hookbench.framework.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What is to be measured.
 *
 * @param planned one a workload and set of parameters, at least one
 * @param design how much is measured of every case
 */
public record Plan(List<PlannedCase> planned, Design design) {
  /** The cases. */
  public List<BenchCase> cases() {
    return planned.stream().map(PlannedCase::bench).toList();
  }

  /** What is planned of a case. */
  public PlannedCase planned(BenchCase bench) {
    return planned.stream().filter(p -> p.bench().equals(bench)).findFirst().orElseThrow();
  }

  /** What a fork of a case measures. */
  public Measurement measurement(BenchCase bench) {
    return planned(bench).measurement();
  }

  /** Measured cycles of a fork of every case together. */
  public long cyclesOfAForkEach() {
    return planned.stream().mapToLong(p -> p.measurement().cycles()).sum();
  }

  /** The same with further arms of some cases. */
  public Plan withArms(Map<BenchCase, List<Arm>> further) {
    return new Plan(
        planned.stream().map(p -> p.withArms(further.getOrDefault(p.bench(), List.of()))).toList(),
        design);
  }

  /** The arms of a case. */
  public List<Arm> arms(BenchCase bench) {
    return planned(bench).arms();
  }

  /** The arms of the case that has most. */
  public List<Arm> mostArms() {
    return planned.stream()
        .map(PlannedCase::arms)
        .max(Comparator.comparingInt(List::size))
        .orElseThrow();
  }
}
