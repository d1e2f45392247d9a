package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table before its format: columns with a header and a side, and rows of printable text. */
final class Grid {
  /**
   * A column.
   *
   * @param header its heading
   * @param number whether it is aligned as numbers are
   */
  record Head(String header, boolean number) {}

  private final List<Head> heads = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Columns of text. */
  Grid text(String... headers) {
    Arrays.stream(headers).map(h -> new Head(h, false)).forEach(heads::add);
    return this;
  }

  /** Columns of numbers. */
  Grid numbers(String... headers) {
    Arrays.stream(headers).map(h -> new Head(h, true)).forEach(heads::add);
    return this;
  }

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  List<Head> heads() {
    return heads;
  }

  List<List<String>> rows() {
    return rows;
  }
}
