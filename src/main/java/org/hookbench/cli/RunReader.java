package org.hookbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.hookbench.experiment.RunData;

/** Reads a saved run. */
@FunctionalInterface
interface RunReader {
  /**
   * The run in a file.
   *
   * @throws IOException in one line that names file and place
   */
  RunData read(Path file) throws IOException;
}
