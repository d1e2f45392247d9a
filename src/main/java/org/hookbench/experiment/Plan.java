package org.hookbench.experiment;

import java.util.List;
import java.util.Map;

/**
 * What is to be measured.
 *
 * @param cases one a workload and set of parameters
 * @param hooks the hooks, without none
 * @param programs the programs, as the user wrote them
 * @param given the values of the other parameters that the user set; for the rest each benchmark
 *     has its own
 * @param design how much is measured
 */
public record Plan(
    List<BenchCase> cases,
    List<String> hooks,
    List<String> programs,
    Map<String, List<String>> given,
    Design design) {
  /** The arms of every case. */
  public List<Arm> arms() {
    return Arm.of(hooks, programs);
  }
}
