package org.hookbench.framework.runfile;

import java.io.IOException;
import java.nio.file.Path;

/** A result could not be written there. Its message is one line that names the file and why. */
public final class OutputException extends IOException {
  private static final long serialVersionUID = 1;

  /** For what the system refused. */
  public OutputException(Path file, IOException cause) {
    this(file, Text.reason(cause), cause);
  }

  /** For what can't be written to, by what is known of it. */
  OutputException(Path file, String problem) {
    super(message(file, problem));
  }

  OutputException(Path file, String problem, Throwable cause) {
    super(message(file, problem), cause);
  }

  private static String message(Path file, String problem) {
    return "can't write " + Text.oneLine(file.toString()) + ": " + Text.oneLine(problem);
  }
}
