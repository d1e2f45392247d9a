package org.hookbench.framework.runfile;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A run that can't be read or saved. Its message is one line that names the file and the place. */
public final class RunFileException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param file the run file
   * @param place where in it, a JSON pointer with or without a line; empty for the file as a whole
   * @param problem what was expected, and what was found
   * @param cause what a parser or the system threw; null where this program found it
   */
  RunFileException(Path file, String place, String problem, @Nullable Throwable cause) {
    super(
        Text.oneLine(file.toString())
            + ": "
            + (place.isEmpty() ? "" : Text.oneLine(place) + ": ")
            + Text.oneLine(problem),
        cause);
  }
}
