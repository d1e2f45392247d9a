package org.hookbench.tool.report;

import java.util.function.Function;
import org.hookbench.tool.fleet.FleetResults;

/** The formats of a fleet's report; the constant's name in lower case is what a user types. */
public enum FleetReport {
  /** For a terminal of 80 columns. */
  TEXT(FleetText::of),
  /** Markdown of GitHub's flavour. */
  MD(FleetMarkdown::of),
  /** One page that needs nothing beside itself. */
  HTML(FleetPage::of);

  private final Function<FleetResults, String> renderer;

  FleetReport(Function<FleetResults, String> renderer) {
    this.renderer = renderer;
  }

  /** The whole report, with a newline at its end. */
  public String of(FleetResults results) {
    return renderer.apply(results);
  }
}
