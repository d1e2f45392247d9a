package org.hookbench.tool.report;

import java.util.Optional;
import java.util.function.BiFunction;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.history.HistoryResults;

/** The formats of a history; the constant's name in lower case is what a user types. */
public enum HistoryReport {
  /** For a terminal of 80 columns. */
  TEXT(HistoryText::of),
  /** Markdown of GitHub's flavour. */
  MD(HistoryMarkdown::of),
  /** Everything. */
  JSON(HistoryJson::of),
  /** One page that needs nothing beside itself. */
  HTML(HistoryPage::of);

  private final BiFunction<HistoryResults, Optional<Gate.Outcome>, String> renderer;

  HistoryReport(BiFunction<HistoryResults, Optional<Gate.Outcome>, String> renderer) {
    this.renderer = renderer;
  }

  /**
   * The whole report, with a newline at its end.
   *
   * @param gate what a gate makes of the newest runs; empty without a gate
   */
  public String of(HistoryResults results, Optional<Gate.Outcome> gate) {
    return renderer.apply(results, gate);
  }
}
