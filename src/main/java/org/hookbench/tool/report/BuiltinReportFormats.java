package org.hookbench.tool.report;

import java.util.List;

/** The report formats that come with HookBench, the terminal's first. */
public final class BuiltinReportFormats implements ReportFormatProvider {
  @Override
  public List<ReportFormat> formats() {
    return List.of(
        new TextReport(false),
        new MarkdownReport(),
        new CsvReport(),
        new JsonReport(),
        new HtmlReport(),
        new BenchmarkActionReport(),
        new OpenMetricsReport());
  }
}
