package org.hookbench.tool.cli.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A page with the report, and with the profiles where there are any, that is wanted of a run.
 *
 * @param file where it goes; beside the saved run if empty
 * @param leftOut profilers that can't run here, a line each
 */
public record PageWanted(Optional<Path> file, List<String> leftOut) {
  /** Of a run whose saved file it is to lie beside. */
  public static PageWanted besideTheRun() {
    return new PageWanted(Optional.empty(), List.of());
  }
}
