package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;

/** A summary for a terminal of 80 columns or more. */
final class SummaryText {
  private static final int LONGEST_NAME = 26;
  private static final int LONGEST_VALUE = 24;

  private SummaryText() {}

  static List<String> lines(Summary s, Ansi ansi) {
    return lines(s, ansi, TextReport.WIDTH);
  }

  /**
   * The same on another terminal.
   *
   * @param width its columns, at least {@link TextReport#WIDTH}
   */
  static List<String> lines(Summary s, Ansi ansi, int width) {
    List<String> lines = new ArrayList<>();
    lines.add(s.title());
    s.limits().forEach(l -> lines.addAll(line(l, ansi, width)));
    lines.addAll(costs(s, ansi, width));
    s.lines().forEach(l -> lines.addAll(line(l, ansi, width)));
    return lines;
  }

  /** Of these lines the table. */
  static List<String> costs(Summary s, Ansi ansi, int width) {
    int longestName = LONGEST_NAME + width - TextReport.WIDTH;
    return TextTable.lines(grid(s), longestName, LONGEST_VALUE).stream().map(ansi::answer).toList();
  }

  private static Grid grid(Summary s) {
    List<String> heads = s.heads();
    Grid grid =
        new Grid()
            .text(heads.get(0))
            .numbers(heads.get(1))
            .text(heads.get(2))
            .numbers(heads.get(3))
            .text(heads.get(4));
    for (Summary.Case c : s.cases()) {
      grid.row(List.of(c.name(), c.value(), c.unit(), "", ""));
      for (Summary.Cost cost : c.costs()) {
        List<String> cells = new ArrayList<>(cost.cells());
        cells.set(0, (cost.isPart() ? "    " : "  ") + cost.name());
        grid.row(cells);
      }
    }
    return grid;
  }

  /** Of these lines those that one of the summary's makes. */
  static List<String> line(Summary.Line l, Ansi ansi, int width) {
    String text = String.format("%-6s %s", l.head(), l.text());
    return Wrap.hanging(width, "", "       ", text)
        .lines()
        .map(wrapped -> l.isAlarm() ? ansi.alarm(wrapped) : wrapped)
        .toList();
  }
}
