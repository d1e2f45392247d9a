package org.hookbench.tool.history;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is asked of a history.
 *
 * @param files folders with saved runs, and saved runs
 * @param delta the smallest effect of interest, a fraction; empty for each run's own
 * @param hooks only these, by their arm's id or the hook's name; empty for all
 * @param workloads only these; empty for all
 * @param newest only so many of the newest runs; empty for all
 */
public record HistoryRequest(
    List<Path> files,
    OptionalDouble delta,
    Set<String> hooks,
    Set<String> workloads,
    OptionalInt newest) {
  public HistoryRequest {
    files = List.copyOf(files);
    hooks = Set.copyOf(hooks);
    workloads = Set.copyOf(workloads);
  }
}
