package org.hookbench.tool.compare;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hookbench.tool.input.InputReader;
import org.hookbench.tool.input.InputResult;

/** A side of other tools' results, read. */
record InputSide(Side side, List<InputResult> files, Map<Series.Key, Series> series) {
  /**
   * Reads the side's files.
   *
   * @throws IOException with one line that names file and place
   */
  static InputSide read(Side side) throws IOException {
    List<InputResult> files = new ArrayList<>();
    for (Path file : side.files()) {
      try {
        files.add(InputReader.read(file));
      } catch (AccessDeniedException e) {
        throw new IOException(file + ": not allowed to read it", e);
      }
    }
    return new InputSide(side, List.copyOf(files), Series.of(files));
  }

  /** The samples of a metric that the side is known to have. */
  Series series(Series.Key key) {
    return Objects.requireNonNull(series.get(key), () -> label() + " has no " + key);
  }

  String label() {
    return side.label();
  }

  /** The files that hold samples of a metric. */
  String filesWith(Series.Key key) {
    return files.stream()
        .filter(f -> f.samples().stream().anyMatch(s -> Series.Key.of(s).equals(key)))
        .map(InputResult::file)
        .collect(Collectors.joining(", "));
  }
}
