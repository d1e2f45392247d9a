package org.hookbench.tool.compare;

import java.io.IOException;
import java.nio.file.Path;
import org.hookbench.framework.experiment.RunData;

/** Reads a saved run of ours. */
@FunctionalInterface
public interface RunReader {
  /**
   * Reads one file.
   *
   * @throws IOException with one line that names file and place
   */
  RunData read(Path file) throws IOException;
}
