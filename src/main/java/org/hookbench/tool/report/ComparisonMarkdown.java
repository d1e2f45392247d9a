package org.hookbench.tool.report;

import java.util.Optional;
import org.hookbench.tool.compare.ComparisonResults;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.compare.Side;
import org.hookbench.tool.report.ComparisonSections.Section;

/** A comparison as Markdown of GitHub's flavour. */
final class ComparisonMarkdown {
  private final ComparisonResults results;
  private final ArmNames names;
  private final StringBuilder out = new StringBuilder();

  private ComparisonMarkdown(ComparisonResults results) {
    this.results = results;
    this.names = ComparisonSections.names(results);
  }

  static String of(ComparisonResults results, Optional<Gate.Result> gate) {
    return new ComparisonMarkdown(results).render(gate);
  }

  private String render(Optional<Gate.Result> gate) {
    out.append("# ").append(escaped(ComparisonWords.question(results))).append("\n\n");
    gate.ifPresent(g -> out.append("**").append(escaped(ComparisonWords.gate(g))).append("**\n\n"));
    item("", ComparisonWords.summary(results));
    results.distrust().forEach(d -> item("**UNTRUSTED** ", names.in(d)));
    item("**base** ", side(results.base()));
    results.others().forEach(s -> item("**new** ", side(s)));
    names.objects().forEach(o -> item("**Object** ", o));
    ComparisonSections.of(results).forEach(this::section);
    out.append('\n');
    results.warnings().forEach(w -> item("", names.in(w.text())));
    item("", ComparisonWords.legend(results));
    return out.toString();
  }

  private void section(Section s) {
    out.append("\n## ").append(escaped(ComparisonWords.title(results, s))).append("\n\n");
    MarkdownReport.table(out, ComparisonGrids.full(results, s));
    item("", ComparisonWords.deltas(s));
    s.notes().forEach(n -> item("", n.line()));
  }

  private static String side(Side s) {
    return s.label() + ": " + s.names();
  }

  private void item(String lead, String text) {
    out.append("- ").append(lead).append(escaped(text)).append('\n');
  }

  private static String escaped(String text) {
    return MarkdownReport.escape(text);
  }
}
