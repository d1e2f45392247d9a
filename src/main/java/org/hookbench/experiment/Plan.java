package org.hookbench.experiment;

import java.util.List;

/**
 * What is to be measured.
 *
 * @param cases one a workload and set of parameters
 * @param hooks the hooks, without none
 * @param programs the programs, as the user wrote them
 * @param design how much is measured
 */
public record Plan(
    List<BenchCase> cases, List<String> hooks, List<String> programs, Design design) {
  /** The arms of every case. */
  public List<Arm> arms() {
    return Arm.of(hooks, programs);
  }
}
