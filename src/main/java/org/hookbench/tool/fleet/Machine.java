package org.hookbench.tool.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hookbench.framework.analysis.CaseResult;

/**
 * A machine of a fleet with its newest run.
 *
 * @param name unlike every other machine's
 * @param file where its run is
 * @param startedMillis when the run began, ms since the epoch
 * @param facts of the machine, by name
 * @param cases what it measured
 */
public record Machine(
    String name, Path file, long startedMillis, Map<String, String> facts, List<CaseResult> cases) {
  public Machine {
    cases = List.copyOf(cases);
  }
}
