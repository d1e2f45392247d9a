package org.hookbench.tool.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.history.HistoryPoint;
import org.hookbench.tool.history.HistoryResults;
import org.hookbench.tool.history.HistorySeries;

/** A history as Markdown of GitHub's flavour. */
final class HistoryMarkdown {
  private static final int CHART = 60;

  private HistoryMarkdown() {}

  static String of(HistoryResults results, Optional<Gate.Outcome> gate) {
    Titles titles = new Titles(results.series().stream().map(HistorySeries::bench).toList());
    StringBuilder out = new StringBuilder("# HookBench: ");
    out.append(results.runs().size()).append(" runs\n\n");
    gate.ifPresent(g -> paragraph(out, HistoryGrids.gate(g)));
    if (!titles.shared().isEmpty()) {
      paragraph(out, "Parameters: " + titles.shared());
    }
    for (HistorySeries s : results.series()) {
      out.append("## ");
      paragraph(out, HistoryGrids.title(results, titles, s));
      paragraph(out, HistoryGrids.measure(s));
      list(out, HistoryGrids.sentences(s));
      chart(out, s);
      MarkdownReport.table(out, HistoryGrids.points(s));
    }
    list(out, HistoryGrids.notes(results));
    paragraph(out, HistoryGrids.legend(results));
    out.append("## Runs\n\n");
    MarkdownReport.table(out, HistoryGrids.runs(results));
    return out.deleteCharAt(out.length() - 1).toString();
  }

  private static void paragraph(StringBuilder out, String text) {
    out.append(MarkdownReport.escape(text)).append("\n\n");
  }

  private static void list(StringBuilder out, List<String> lines) {
    lines.forEach(l -> out.append("- ").append(MarkdownReport.escape(l)).append('\n'));
    out.append(lines.isEmpty() ? "" : "\n");
  }

  /** Characters in a block of code, which has numbers only, and nothing from outside. */
  private static void chart(StringBuilder out, HistorySeries s) {
    HistoryChart chart = new HistoryChart(s.points(), CHART);
    out.append("```\n run ").append(chart.scale()).append('\n');
    for (HistoryPoint p : s.points()) {
      out.append(String.format(Locale.ROOT, "%4d %s\n", p.run().number(), chart.line(p)));
    }
    out.append("```\n\n");
  }
}
