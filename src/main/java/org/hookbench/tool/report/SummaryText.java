package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;

/** A summary for a terminal of 80 columns. */
final class SummaryText {
  private static final int LONGEST_NAME = 26;
  private static final int LONGEST_VALUE = 24;

  private SummaryText() {}

  static List<String> lines(Summary s, Ansi ansi) {
    List<String> lines = new ArrayList<>();
    lines.add(s.title());
    s.limits().forEach(l -> lines.addAll(line(l, ansi)));
    lines.addAll(costs(s, ansi));
    s.lines().forEach(l -> lines.addAll(line(l, ansi)));
    return lines;
  }

  /** Of these lines the table. */
  static List<String> costs(Summary s, Ansi ansi) {
    return TextTable.lines(grid(s), LONGEST_NAME, LONGEST_VALUE).stream()
        .map(ansi::answer)
        .toList();
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
  static List<String> line(Summary.Line l, Ansi ansi) {
    String text = String.format("%-6s %s", l.head(), l.text());
    return Wrap.hanging(TextReport.WIDTH, "", "       ", text)
        .lines()
        .map(wrapped -> l.isAlarm() ? ansi.alarm(wrapped) : wrapped)
        .toList();
  }
}
