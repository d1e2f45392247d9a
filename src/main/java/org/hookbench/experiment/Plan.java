package org.hookbench.experiment;

import java.util.List;
import java.util.Map;

/**
 * What is to be measured.
 *
 * @param cases one a workload and set of parameters
 * @param hooks the hooks, without none
 * @param leftOut of a case, the hooks that its workload does not exercise
 * @param programs the programs, as the user wrote them
 * @param design how much is measured
 */
public record Plan(
    List<BenchCase> cases,
    List<String> hooks,
    Map<BenchCase, List<String>> leftOut,
    List<String> programs,
    Design design) {
  /** A plan in which every case has every hook. */
  public Plan(List<BenchCase> cases, List<String> hooks, List<String> programs, Design design) {
    this(cases, hooks, Map.of(), programs, design);
  }

  /** The hooks of a case. */
  public List<String> hooks(BenchCase bench) {
    List<String> without = leftOut.getOrDefault(bench, List.of());
    return hooks.stream().filter(h -> !without.contains(h)).toList();
  }

  /** The arms of a case. */
  public List<Arm> arms(BenchCase bench) {
    return Arm.of(hooks(bench), programs);
  }

  /** The arms of the case that has most. */
  public List<Arm> mostArms() {
    return cases.stream()
        .map(this::arms)
        .reduce((a, b) -> b.size() > a.size() ? b : a)
        .orElseGet(() -> Arm.of(hooks, programs));
  }
}
