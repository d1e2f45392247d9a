package org.hookbench.tool.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hookbench.tool.compare.Basis;
import org.hookbench.tool.compare.Comparison;
import org.hookbench.tool.compare.ComparisonResults;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.compare.Measured;
import org.hookbench.tool.compare.Side;
import org.hookbench.tool.report.ComparisonNumbers.Unit;
import org.hookbench.tool.report.ComparisonSections.Note;
import org.hookbench.tool.report.ComparisonSections.Section;

/** A comparison for a terminal of 80 columns: a row is two lines. */
final class ComparisonText {
  private static final int WIDTH = 78;
  private static final int LONGEST_LABEL = 10;
  private static final int WIDEST_NAME = 15;
  private static final int WIDEST_CHANGE = 27;
  private final ComparisonResults results;
  private final StringBuilder out = new StringBuilder();

  private ComparisonText(ComparisonResults results) {
    this.results = results;
  }

  static String of(ComparisonResults results, Optional<Gate.Result> gate) {
    return new ComparisonText(results).render(gate);
  }

  private String render(Optional<Gate.Result> gate) {
    side("base", results.base());
    results.others().forEach(s -> side("new", s));
    out.append('\n');
    ComparisonSections.of(results).forEach(this::section);
    results.warnings().forEach(w -> wrapped("", "note: " + w.text()));
    wrapped("", ComparisonWords.legend(results));
    wrapped("", ComparisonWords.summary(results));
    results.distrust().forEach(d -> wrapped("", "UNTRUSTED: " + d));
    gate.ifPresent(g -> wrapped("", ComparisonWords.gate(g)));
    return out.toString();
  }

  private void side(String role, Side side) {
    String label = side.label().startsWith(role) ? side.label() : role + " " + side.label();
    wrapped("", label + ": " + side.names());
  }

  private void section(Section s) {
    wrapped("", ComparisonWords.title(results, s));
    wrapped("  ", ComparisonWords.deltas(s));
    String confidence = ComparisonNumbers.confidence(s.rows());
    List<Column> columns =
        List.of(
            column(
                results.kind() == ComparisonResults.Kind.RUNS ? "hook" : "metric",
                HorizontalAlign.LEFT,
                WIDEST_NAME),
            column(label(results.base().label(), "base"), HorizontalAlign.RIGHT, LONGEST_LABEL + 2),
            column(label(s.against(), "new"), HorizontalAlign.RIGHT, LONGEST_LABEL + 2),
            column(
                confidence.isEmpty() ? "worse by %" : "worse by %, " + confidence + " CI",
                HorizontalAlign.LEFT,
                WIDEST_CHANGE),
            column("verdict", HorizontalAlign.LEFT, WIDEST_NAME));
    List<List<String>> rows = new ArrayList<>();
    for (Comparison c : s.rows()) {
      rows.add(first(c));
      rows.add(second(c));
    }
    table(columns, rows);
    for (Note n : s.notes()) {
      wrapped("    ", n.line());
    }
    out.append('\n');
  }

  private static List<String> first(Comparison c) {
    return List.of(
        Section.name(c),
        value(c, c.base()),
        value(c, c.other()),
        c.relative().map(ComparisonNumbers::percent).orElse("-"),
        ComparisonWords.verdict(c));
  }

  private static List<String> second(Comparison c) {
    boolean effects = c.basis() == Basis.EFFECTS || c.basis() == Basis.NULL_EFFECTS;
    Unit unit = ComparisonNumbers.unit(c);
    String below =
        c.change()
            .map(s -> ComparisonNumbers.change(s, unit))
            .orElse(
                c.mde().isPresent()
                    ? "MDE " + ComparisonNumbers.mde(c.mde().getAsDouble()) + " %"
                    : "");
    return List.of(
        effects ? "" : "  " + unit.name(),
        "n " + c.base().n(),
        "n " + c.other().n(),
        below,
        ComparisonNumbers.p(c.pHolm()));
  }

  private static String value(Comparison c, Measured m) {
    boolean effects = c.basis() == Basis.EFFECTS || c.basis() == Basis.NULL_EFFECTS;
    if (effects) {
      return m.effect().isPresent()
          ? ComparisonNumbers.percent(m.effect().getAsDouble()) + " %"
          : "-";
    }
    return ComparisonNumbers.value(m.median() / ComparisonNumbers.unit(c).divisor());
  }

  private static String label(String label, String otherwise) {
    return label.length() <= LONGEST_LABEL ? label : otherwise;
  }

  private static Column column(String header, HorizontalAlign align, int widest) {
    return new Column()
        .header(SafeText.plain(header))
        .headerAlign(align)
        .dataAlign(align)
        .maxWidth(widest);
  }

  private void table(List<Column> columns, List<List<String>> rows) {
    String text =
        AsciiTable.builder()
            .border(AsciiTable.NO_BORDERS)
            .lineSeparator("\n")
            .data(
                columns.toArray(Column[]::new),
                rows.stream()
                    .map(r -> r.stream().map(SafeText::plain).toArray(Object[]::new))
                    .toArray(Object[][]::new))
            .asString();
    text.lines().filter(l -> !l.isBlank()).forEach(l -> out.append(l.stripTrailing()).append('\n'));
  }

  private void wrapped(String indent, String text) {
    out.append(Wrap.at(WIDTH, indent, SafeText.plain(text)));
  }
}
