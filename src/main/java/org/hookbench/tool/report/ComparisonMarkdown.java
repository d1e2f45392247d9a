package org.hookbench.tool.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hookbench.tool.compare.Basis;
import org.hookbench.tool.compare.Comparison;
import org.hookbench.tool.compare.ComparisonResults;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.compare.Measured;
import org.hookbench.tool.compare.Side;
import org.hookbench.tool.report.ComparisonNumbers.Unit;
import org.hookbench.tool.report.ComparisonSections.Section;

/** A comparison as Markdown of GitHub's flavour. */
final class ComparisonMarkdown {
  private final ComparisonResults results;
  private final StringBuilder out = new StringBuilder();

  private ComparisonMarkdown(ComparisonResults results) {
    this.results = results;
  }

  static String of(ComparisonResults results, Optional<Gate.Result> gate) {
    return new ComparisonMarkdown(results).render(gate);
  }

  private String render(Optional<Gate.Result> gate) {
    item("**base** ", side(results.base()));
    results.others().forEach(s -> item("**new** ", side(s)));
    ComparisonSections.of(results).forEach(this::section);
    out.append('\n');
    results.warnings().forEach(w -> item("", w.text()));
    item("", ComparisonWords.legend(results));
    item("", ComparisonWords.summary(results));
    results.distrust().forEach(d -> item("**UNTRUSTED** ", d));
    gate.ifPresent(g -> out.append("\n**").append(escaped(ComparisonWords.gate(g))).append("**\n"));
    return out.toString();
  }

  private void section(Section s) {
    out.append("\n### ").append(escaped(ComparisonWords.title(results, s))).append("\n\n");
    row(
        List.of(
            results.kind() == ComparisonResults.Kind.RUNS ? "hook" : "metric",
            "unit",
            results.base().label(),
            s.against(),
            ("worse by %, interval " + ComparisonNumbers.confidence(s.rows())).strip(),
            "new - base",
            "p",
            "MDE %",
            "verdict"));
    out.append("|---|---|--:|--:|---|---|--:|--:|---|\n");
    s.rows().forEach(c -> row(cells(c)));
    out.append('\n');
    item("", ComparisonWords.deltas(s));
    s.notes().forEach(n -> item("", n.line()));
  }

  private static List<String> cells(Comparison c) {
    Unit unit = ComparisonNumbers.unit(c);
    return List.of(
        Section.name(c),
        unit.name(),
        measured(c, c.base(), unit),
        measured(c, c.other(), unit),
        c.relative().map(ComparisonNumbers::percent).orElse("-"),
        c.change().map(x -> ComparisonNumbers.change(x, unit)).orElse(""),
        Numbers.p(c.pHolm()),
        c.mde().isPresent() ? ComparisonNumbers.mde(c.mde().getAsDouble()) : "",
        ComparisonWords.verdict(c));
  }

  private static String measured(Comparison c, Measured m, Unit unit) {
    String value = ComparisonNumbers.value(m.median() / unit.divisor());
    String effect =
        m.effect().isPresent() && c.basis() != Basis.UNPAIRED_VALUES
            ? ", " + ComparisonNumbers.percent(m.effect().getAsDouble()) + " %"
            : "";
    return value + effect + " (n " + m.n() + ")";
  }

  private static String side(Side s) {
    return s.label() + ": " + s.names();
  }

  private void row(List<String> cells) {
    out.append(
        cells.stream()
            .map(ComparisonMarkdown::escaped)
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private void item(String lead, String text) {
    out.append("- ").append(lead).append(escaped(text)).append('\n');
  }

  private static String escaped(String text) {
    return SafeText.markdown(text);
  }
}
