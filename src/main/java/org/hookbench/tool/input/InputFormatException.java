package org.hookbench.tool.input;

import java.io.IOException;
import org.apiguardian.api.API;

/**
 * A file that can't be read as another tool's result. {@link #getMessage()} is one line: the file,
 * the line or JSON path where there is one, and what was expected there.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class InputFormatException extends IOException {
  /** A refusal of the file as a whole. */
  InputFormatException(String file, String problem) {
    super(Excerpt.plain(file) + ": " + problem);
  }

  /** A refusal at a line, counted from 1. */
  InputFormatException(String file, int line, String problem) {
    super(Excerpt.plain(file) + ":" + line + ": " + problem);
  }
}
