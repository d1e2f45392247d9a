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
 * @param measurements of each case, what a fork of it measures
 * @param design how much is measured of every case
 */
public record Plan(
    List<BenchCase> cases,
    List<String> hooks,
    Map<BenchCase, List<String>> hooksOfCase,
    List<String> programs,
    Map<BenchCase, Measurement> measurements,
    Design design) {
  /** A plan of one case, with every hook. */
  public Plan(
      BenchCase bench,
      List<String> hooks,
      List<String> programs,
      Measurement measurement,
      Design design) {
    this(List.of(bench), hooks, Map.of(), programs, Map.of(bench, measurement), design);
  }

  /** What a fork of a case measures. */
  public Measurement measurement(BenchCase bench) {
    return measurements.get(bench);
  }

  /** Measured cycles of a fork of every case together. */
  public long cyclesOfAForkEach() {
    return cases.stream().mapToLong(c -> measurement(c).cycles()).sum();
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
    return new Plan(cases, hooks, more, programs, measurements, design);
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
