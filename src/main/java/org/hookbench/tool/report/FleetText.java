package org.hookbench.tool.report;

import org.hookbench.tool.fleet.FleetCase;
import org.hookbench.tool.fleet.FleetResults;

/** A fleet for a terminal of 80 columns. */
final class FleetText {
  // of each column with a blank on both sides, 81 together
  private static final int[] EFFECTS = {13, 17, 11, 26, 14};
  private static final int[] BETWEEN = {13, 8, 8, 7, 11, 8, 24};
  private static final int[] MACHINES = {16, 17, 22, 26};

  private FleetText() {}

  static String of(FleetResults results) {
    Titles titles = new Titles(results.cases().stream().map(FleetCase::bench).toList());
    StringBuilder out = new StringBuilder();
    table(out, FleetGrids.machines(results), MACHINES);
    if (!titles.shared().isEmpty()) {
      out.append(Wrap.at(TextReport.WIDTH, "  ", titles.shared())).append('\n');
    }
    for (FleetCase c : results.cases()) {
      out.append(
          Wrap.at(TextReport.WIDTH, "", titles.of(c.bench()) + ": " + FleetGrids.measure(c)));
      table(out, FleetGrids.effects(results, c), EFFECTS);
      Grid between = FleetGrids.between(results, c);
      if (!between.rows().isEmpty()) {
        table(out, between, BETWEEN);
      }
    }
    for (String note : results.notes()) {
      out.append(Wrap.hanging(TextReport.WIDTH, "", "  ", "note: " + Plain.text(note)));
    }
    out.append(Wrap.at(TextReport.WIDTH, "", FleetGrids.legend(results)));
    return out.toString();
  }

  private static void table(StringBuilder out, Grid grid, int... widest) {
    TextTable.lines(grid, widest).forEach(line -> out.append(line).append('\n'));
    out.append('\n');
  }
}
