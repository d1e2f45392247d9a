package org.hookbench.tool.report;

import java.util.List;
import java.util.Optional;

/** The registry: every format, the terminal's first. */
public final class Reports {
  private static final List<ReportFormat> ALL =
      List.of(
          new TextReport(false),
          new MarkdownReport(),
          new CsvReport(),
          new JsonReport(),
          new HtmlReport());

  private Reports() {}

  /** Every format. */
  public static List<ReportFormat> all() {
    return ALL;
  }

  /** The names of all formats, in the registry's order. */
  public static List<String> names() {
    return ALL.stream().map(ReportFormat::name).toList();
  }

  /** The format of that name. */
  public static Optional<ReportFormat> find(String name) {
    return ALL.stream().filter(f -> f.name().equals(name)).findFirst();
  }
}
