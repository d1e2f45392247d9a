package org.hookbench.tool.report;

import org.hookbench.tool.fleet.FleetCase;
import org.hookbench.tool.fleet.FleetResults;

/** A fleet as Markdown of GitHub's flavour. */
final class FleetMarkdown {
  private FleetMarkdown() {}

  static String of(FleetResults results) {
    Titles titles = new Titles(results.cases().stream().map(FleetCase::bench).toList());
    StringBuilder out = new StringBuilder("# HookBench: ");
    out.append(results.machines().size()).append(" machines\n\n");
    if (!titles.shared().isEmpty()) {
      out.append("Parameters: ").append(MarkdownReport.escape(titles.shared())).append("\n\n");
    }
    for (FleetCase c : results.cases()) {
      out.append("## ").append(MarkdownReport.escape(titles.of(c.bench()))).append("\n\n");
      out.append(MarkdownReport.escape(FleetGrids.measure(c))).append("\n\n");
      MarkdownReport.table(out, FleetGrids.effects(results, c));
      Grid between = FleetGrids.between(results, c);
      if (!between.rows().isEmpty()) {
        MarkdownReport.table(out, between);
      }
    }
    results.notes().forEach(n -> out.append("- ").append(MarkdownReport.escape(n)).append('\n'));
    out.append(results.notes().isEmpty() ? "" : "\n");
    out.append(MarkdownReport.escape(FleetGrids.legend(results))).append("\n\n");
    out.append("## Machines\n\n");
    MarkdownReport.table(out, FleetGrids.machines(results));
    return out.deleteCharAt(out.length() - 1).toString();
  }
}
