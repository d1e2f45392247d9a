package org.hookbench.tool.history;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.experiment.RunData;

/**
 * A run of a history.
 *
 * @param number from 1, in the order of the runs' own starts
 * @param file where it is saved
 * @param startedMillis when it began, ms since the epoch
 * @param version of HookBench that measured
 * @param status how it ended
 * @param facts of the machine, by name
 * @param cases what it measured; those without a complete fork are not in it
 */
public record HistoryRun(
    int number,
    Path file,
    long startedMillis,
    String version,
    RunData.Status status,
    Map<String, String> facts,
    List<CaseResult> cases) {
  /** What a run is asked of where it doesn't say. */
  static final String UNKNOWN = "unknown";

  public HistoryRun {
    cases = List.copyOf(cases);
  }

  /** The kernel's release, without the machine's architecture. */
  public String kernel() {
    return fact("kernel").replaceFirst(" .*", "");
  }

  /** A fact of the machine; {@code unknown} where the run does not say. */
  public String fact(String name) {
    return facts.getOrDefault(name, UNKNOWN);
  }

  /** Whether it can be judged by: it came to its end, and the evidence supports its numbers. */
  public boolean isTrusted() {
    return status == RunData.Status.COMPLETE && cases.stream().allMatch(CaseResult::isTrusted);
  }
}
