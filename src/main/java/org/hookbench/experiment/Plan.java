package org.hookbench.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be measured.
 *
 * @param cases one a workload and set of parameters
 * @param hooks the hooks, without none
 * @param hooksOfCase of a case, the hooks that its workload exercises, and its matched baselines; a
 *     case that is not there has all hooks
 * @param programs the programs, as the user wrote them
 * @param design how much is measured
 */
public record Plan(
    List<BenchCase> cases,
    List<String> hooks,
    Map<BenchCase, List<String>> hooksOfCase,
    List<String> programs,
    Design design) {
  /** A plan in which every case has every hook. */
  public Plan(List<BenchCase> cases, List<String> hooks, List<String> programs, Design design) {
    this(cases, hooks, Map.of(), programs, design);
  }

  /** The hooks of a case. */
  public List<String> hooks(BenchCase bench) {
    return hooksOfCase.getOrDefault(bench, hooks);
  }

  /** The same with further arms: of each case, matched baselines as {@link Arm} names them. */
  public Plan withMatched(Map<BenchCase, List<String>> matched) {
    Map<BenchCase, List<String>> more = new LinkedHashMap<>(hooksOfCase);
    matched.forEach(
        (bench, to) -> {
          List<String> all = new ArrayList<>(hooks(bench));
          all.addAll(to);
          more.put(bench, List.copyOf(all));
        });
    return new Plan(cases, hooks, more, programs, design);
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
