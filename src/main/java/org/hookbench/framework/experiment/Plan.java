package org.hookbench.framework.experiment;

import java.util.List;
import java.util.Map;

/**
 * What is to be measured.
 *
 * @param planned one a workload and set of parameters
 * @param hooks the hooks of all cases, without none
 * @param programs the programs, as the user wrote them
 * @param design how much is measured of every case
 */
public record Plan(
    List<PlannedCase> planned, List<String> hooks, List<String> programs, Design design) {
  /** A plan of one case, with its hooks. */
  public Plan(PlannedCase planned, List<String> programs, Design design) {
    this(List.of(planned), planned.hooks(), programs, design);
  }

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

  /** The hooks of a case. */
  public List<String> hooks(BenchCase bench) {
    return planned(bench).hooks();
  }

  /** The same with further arms: of each case, matched baselines as {@link Arm} names them. */
  public Plan withMatched(Map<BenchCase, List<String>> matched) {
    return new Plan(
        planned.stream()
            .map(p -> p.withMatched(matched.getOrDefault(p.bench(), List.of())))
            .toList(),
        hooks,
        programs,
        design);
  }

  /** The arms of a case. */
  public List<Arm> arms(BenchCase bench) {
    return arms(planned(bench));
  }

  private List<Arm> arms(PlannedCase one) {
    return Arm.of(one.hooks(), programs);
  }

  /** The arms of the case that has most. */
  public List<Arm> mostArms() {
    return planned.stream()
        .map(this::arms)
        .reduce((a, b) -> b.size() > a.size() ? b : a)
        .orElseGet(() -> Arm.of(hooks, programs));
  }
}
