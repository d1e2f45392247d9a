package org.hookbench.framework.experiment;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Everything that a run saw: what is saved, and what every report is made from.
 *
 * @param version of HookBench
 * @param status whether the run came to its end
 * @param startedMillis ms since the epoch
 * @param wallNanos from the first fork's start to the end of the last, ns
 * @param arguments the command line
 * @param design how much was measured
 * @param machine facts of the machine, by name
 * @param cases in the order that they ran
 * @param failures one line each
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record RunData(
    String version,
    Status status,
    long startedMillis,
    long wallNanos,
    List<String> arguments,
    Design design,
    Map<String, String> machine,
    List<CaseData> cases,
    List<String> failures) {
  /** The lengths of the cases' slices, ns; ascending. */
  public List<Long> sliceNanos() {
    return cases.stream().map(c -> c.measurement().sliceNanos()).distinct().sorted().toList();
  }

  /** How a run ended. */
  public enum Status {
    /** Every fork of every case ran to its end. */
    COMPLETE,
    /** The user stopped it: what had been measured is there. */
    PARTIAL,
    /** A fork failed. */
    FAILED
  }
}
