package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;
import org.hookbench.tool.compare.Comparison;
import org.hookbench.tool.compare.ComparisonResults;
import org.hookbench.tool.compare.Measured;
import org.hookbench.tool.report.ComparisonNumbers.Unit;
import org.hookbench.tool.report.ComparisonSections.Section;

/** The tables of a comparison that reports have in common. */
final class ComparisonGrids {
  private ComparisonGrids() {}

  /** Everything of a section, a row a comparison. */
  static Grid full(ComparisonResults results, Section s) {
    boolean runs = results.kind() == ComparisonResults.Kind.RUNS;
    Grid grid = new Grid().text(runs ? "hook" : "metric");
    if (!runs) {
      grid.text("unit");
    }
    grid.numbers(Plain.text(results.base().label()), Plain.text(s.against()))
        .text(interval("change, %", s, "interval"))
        .numbers(s.hasCosts() ? "MDE, %" : "new - base", "p")
        .text("answer");
    for (Comparison c : s.rows()) {
      Unit unit = ComparisonNumbers.unit(c);
      List<String> row = new ArrayList<>();
      row.add(s.name(c));
      if (!runs) {
        row.add(Plain.text(unit.name()));
      }
      row.add(side(s, c, c.base(), unit));
      row.add(side(s, c, c.other(), unit));
      row.add(ComparisonNumbers.percent(c));
      row.add(s.hasCosts() ? mde(c) : change(c, unit));
      row.add(Numbers.p(c.pHolm()));
      row.add(ComparisonWords.verdict(c));
      grid.row(row);
    }
    return grid;
  }

  /** The same for 80 columns: a row is two lines. */
  static Grid narrow(ComparisonResults results, Section s, int longestLabel) {
    boolean runs = results.kind() == ComparisonResults.Kind.RUNS;
    Grid grid =
        new Grid()
            .text(runs ? "hook" : "metric")
            .numbers(
                label(results.base().label(), "base", longestLabel),
                label(s.against(), "new", longestLabel))
            .text(interval("change, %", s, "CI"), "answer");
    for (Comparison c : s.rows()) {
      Unit unit = ComparisonNumbers.unit(c);
      grid.row(
          List.of(
              s.name(c),
              s.hasCosts() ? ComparisonNumbers.cost(c.base(), unit) : value(c.base(), unit),
              s.hasCosts() ? ComparisonNumbers.cost(c.other(), unit) : value(c.other(), unit),
              ComparisonNumbers.percent(c),
              ComparisonWords.verdict(c)));
      grid.row(
          List.of(
              runs ? "" : "  " + Plain.text(unit.name()),
              s.hasCosts() ? ComparisonNumbers.change(c, c.base()) : "n " + c.base().n(),
              s.hasCosts() ? ComparisonNumbers.change(c, c.other()) : "n " + c.other().n(),
              s.hasCosts() ? (mde(c).isEmpty() ? "" : "MDE " + mde(c) + " %") : change(c, unit),
              ComparisonNumbers.p(c.pHolm())));
    }
    return grid;
  }

  /** The style sheet's names for the answers of {@link #full}. */
  static List<String> styles(Section s) {
    return s.rows().stream()
        .map(c -> c.p().isPresent() ? Verdicts.styleName(c.verdict()) : "inconclusive")
        .toList();
  }

  private static String side(Section s, Comparison c, Measured m, Unit unit) {
    return s.hasCosts()
        ? (ComparisonNumbers.cost(m, unit) + " (" + ComparisonNumbers.change(c, m) + ")").strip()
        : value(m, unit) + " (n " + m.n() + ")";
  }

  private static String value(Measured m, Unit unit) {
    return ComparisonNumbers.value(m.median() / unit.divisor());
  }

  private static String change(Comparison c, Unit unit) {
    return c.change().map(s -> ComparisonNumbers.change(s, unit)).orElse("");
  }

  private static String mde(Comparison c) {
    return c.mde().isPresent() ? ComparisonNumbers.mde(c.mde().getAsDouble()) : "";
  }

  private static String interval(String head, Section s, String word) {
    String confidence = ComparisonNumbers.confidence(s.rows());
    return confidence.isEmpty() ? head : head + ", " + confidence + " " + word;
  }

  private static String label(String label, String otherwise, int longest) {
    String text = Plain.text(label);
    return text.length() <= longest ? text : otherwise;
  }
}
