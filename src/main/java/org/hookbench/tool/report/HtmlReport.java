package org.hookbench.tool.report;

import org.hookbench.framework.analysis.RunResults;

/** A run as one {@link HtmlPage}. */
final class HtmlReport implements ReportFormat {
  @Override
  public String name() {
    return "html";
  }

  @Override
  public String render(RunResults results) {
    return HtmlPage.of("report", HtmlModel.of(results), ChartData.of(results));
  }
}
