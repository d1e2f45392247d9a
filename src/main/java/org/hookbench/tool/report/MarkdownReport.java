package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;

/** A run as Markdown with GitHub's tables, for an issue or a pull request: the summary first. */
final class MarkdownReport implements ReportFormat {
  private static final String MARKUP = "\\`*_#~|";

  /** Indents in a table's cell, where blanks do not. */
  private static final String PART = "&emsp;";

  private static final String AFTER_LINK_TEXT = "([:";

  @Override
  public String name() {
    return "md";
  }

  @Override
  public String render(RunResults results) {
    Titles titles = new Titles(results);
    StringBuilder out = new StringBuilder();
    Optional<Summary> summary = Answer.of(results);
    out.append("# ").append(escape(summary.map(Summary::title).orElse("HookBench"))).append("\n\n");
    for (String alarm : Alarms.of(results)) {
      out.append("**").append(escape(alarm)).append("**\n\n");
    }
    summary.ifPresent(s -> summary(out, s));
    if (!titles.shared().isEmpty()) {
      out.append("Parameters: ").append(escape(titles.shared())).append("\n\n");
    }
    for (CaseResult c : results.cases()) {
      out.append("## ").append(escape(titles.of(c))).append("\n\n");
      out.append(escape(titles.measure(c))).append("\n\n");
      table(out, Grids.full(c, results.confidence()));
      List<String> notes = Notes.of(c);
      notes.forEach(n -> out.append("- ").append(escape(n)).append('\n'));
      c.distrust()
          .forEach(
              r ->
                  out.append("- **UNTRUSTED**: ")
                      .append(escape(ArmNames.of(c).in(r)))
                      .append('\n'));
      out.append(notes.isEmpty() && c.isTrusted() ? "" : "\n");
      WhereItGoes parts = new WhereItGoes(c);
      if (!parts.isEmpty()) {
        out.append("### Where it goes\n\n");
        table(out, parts.grid());
        out.append(escape(parts.note())).append("\n\n");
      }
    }
    if (!results.cases().isEmpty()) {
      out.append(escape(Legend.of(results))).append("\n\n");
    }
    for (CaseResult c : results.cases()) {
      out.append("### Evidence: ").append(escape(titles.of(c))).append("\n\n");
      table(out, Grids.traffic(c));
      out.append(escape(Grids.trafficNote(c))).append("\n\n");
      out.append("### Variance: ").append(escape(titles.of(c))).append("\n\n");
      table(out, Grids.variance(c));
      out.append(escape(Grids.varianceNote(c))).append("\n\n");
      if (c.baseline().latency().isPresent()) {
        out.append("### Latency, us: ").append(escape(titles.of(c))).append("\n\n");
        table(out, Grids.latency(c));
        out.append("### Latency against none, %: ").append(escape(titles.of(c))).append("\n\n");
        table(out, Grids.tails(c));
        out.append(escape(Grids.tailsNote(c))).append("\n\n");
      }
    }
    Grid machine = new Grid().text("machine", "");
    results.run().machine().forEach((k, v) -> machine.row(List.of(Plain.text(k), Plain.text(v))));
    out.append("### Machine\n\n");
    table(out, machine);
    return out.deleteCharAt(out.length() - 1).toString();
  }

  private static void summary(StringBuilder out, Summary s) {
    s.limits().forEach(l -> line(out, l));
    out.append(s.limits().isEmpty() ? "" : "\n");
    row(out, s.heads().stream().map(MarkdownReport::escape).toList());
    row(out, List.of(":---", "---:", ":---", "---:", ":---"));
    for (Summary.Case c : s.cases()) {
      row(out, List.of("**" + escape(c.name()) + "**", c.value(), escape(c.unit()), "", ""));
      for (Summary.Cost cost : c.costs()) {
        List<String> cells = cost.cells().stream().map(MarkdownReport::escape).toList();
        List<String> indented = new ArrayList<>(cells);
        indented.set(0, (cost.isPart() ? PART : "") + cells.get(0));
        row(out, indented);
      }
    }
    out.append('\n');
    s.lines().forEach(l -> line(out, l));
    out.append('\n');
  }

  private static void line(StringBuilder out, Summary.Line l) {
    out.append("- **").append(l.head()).append("** ").append(escape(l.text())).append('\n');
  }

  /** A table with an empty line behind it. */
  static void table(StringBuilder out, Grid grid) {
    row(out, grid.heads().stream().map(h -> escape(h.header())).toList());
    row(out, grid.heads().stream().map(h -> h.number() ? "---:" : ":---").toList());
    grid.rows().forEach(r -> row(out, r.stream().map(MarkdownReport::escape).toList()));
    out.append('\n');
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** Text that Markdown shows as it is: no markup, no link, no HTML, no new cell. */
  static String escape(String raw) {
    String text = Plain.text(raw);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        default -> out.append(isMarkup(text, i) ? "\\" : "").append(c);
      }
    }
    return out.toString();
  }

  private static boolean isMarkup(String text, int i) {
    char c = text.charAt(i);
    boolean endsLinkText =
        c == ']' && i + 1 < text.length() && AFTER_LINK_TEXT.indexOf(text.charAt(i + 1)) >= 0;
    return MARKUP.indexOf(c) >= 0 || endsLinkText;
  }
}
