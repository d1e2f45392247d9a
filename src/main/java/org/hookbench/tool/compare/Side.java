package org.hookbench.tool.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One side of a comparison: a run of ours, or one or more files of other tools whose samples are
 * put together.
 *
 * @param label what tables call it; unlike every other side's
 * @param files as the user named them; never empty
 */
public record Side(String label, List<Path> files) {
  public Side {
    files = List.copyOf(files);
  }

  /** The files in one line. */
  public String names() {
    return files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
