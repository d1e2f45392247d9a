package org.hookbench.report;

import org.hookbench.analysis.RunResults;

final class HtmlReport implements ReportFormat {
  @Override
  public String name() {
    return "html";
  }

  @Override
  public String render(RunResults results) {
    return "";
  }
}
