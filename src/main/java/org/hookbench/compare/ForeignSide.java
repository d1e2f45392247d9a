package org.hookbench.compare;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hookbench.foreign.ForeignReader;
import org.hookbench.foreign.ForeignResult;

/** A side of other tools' results, read. */
record ForeignSide(Side side, List<ForeignResult> files, Map<Series.Key, Series> series) {
  /**
   * Reads the side's files.
   *
   * @throws IOException with one line that names file and place
   */
  static ForeignSide read(Side side) throws IOException {
    List<ForeignResult> files = new ArrayList<>();
    for (Path file : side.files()) {
      try {
        files.add(ForeignReader.read(file));
      } catch (AccessDeniedException e) {
        throw new IOException(file + ": not allowed to read it", e);
      }
    }
    return new ForeignSide(side, List.copyOf(files), Series.of(files));
  }

  String label() {
    return side.label();
  }

  /** The files that hold samples of a metric. */
  String filesWith(Series.Key key) {
    return files.stream()
        .filter(f -> f.samples().stream().anyMatch(s -> Series.Key.of(s).equals(key)))
        .map(ForeignResult::file)
        .collect(Collectors.joining(", "));
  }
}
