package org.hookbench.tool.report;

import java.util.Optional;
import java.util.function.BiFunction;
import org.hookbench.tool.compare.ComparisonResults;
import org.hookbench.tool.compare.Gate;

/** The formats of a comparison; the constant's name in lower case is what a user types. */
public enum ComparisonReport {
  /** For a terminal of 80 columns. */
  TEXT(ComparisonText::of),
  /** Markdown of GitHub's flavour. */
  MD(ComparisonMarkdown::of),
  /** A line a comparison. */
  CSV(ComparisonCsv::of),
  /** Everything. */
  JSON(ComparisonJson::of),
  /** One page that needs nothing beside itself. */
  HTML(ComparisonPage::of);

  private final BiFunction<ComparisonResults, Optional<Gate.Result>, String> renderer;

  ComparisonReport(BiFunction<ComparisonResults, Optional<Gate.Result>, String> renderer) {
    this.renderer = renderer;
  }

  /**
   * The whole report, with a newline at its end.
   *
   * @param gate what a gate made of the results; empty without a gate
   */
  public String of(ComparisonResults results, Optional<Gate.Result> gate) {
    return renderer.apply(results, gate);
  }
}
