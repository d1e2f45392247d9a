package org.hookbench.tool.report;

import java.util.Optional;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.history.HistoryResults;
import org.hookbench.tool.history.HistorySeries;

/** A history for a terminal of 80 columns. */
final class HistoryText {
  private static final int CHART = 32;
  // of each column with a blank on both sides, 81 together at most
  private static final int[] RUNS = {5, 18, 17, 10, 31};
  private static final int[] POINTS = {5, 9, 7, CHART + 2, 12, 11};

  private HistoryText() {}

  static String of(HistoryResults results, Optional<Gate.Outcome> gate) {
    Titles titles = new Titles(results.series().stream().map(HistorySeries::bench).toList());
    StringBuilder out = new StringBuilder();
    table(out, HistoryGrids.runs(results), RUNS);
    if (!titles.shared().isEmpty()) {
      out.append(Wrap.at(TextReport.WIDTH, "  ", titles.shared())).append('\n');
    }
    for (HistorySeries s : results.series()) {
      String title = HistoryGrids.title(results, titles, s) + ": " + HistoryGrids.measure(s);
      out.append(Wrap.at(TextReport.WIDTH, "", title));
      table(out, HistoryGrids.drawn(s, CHART), POINTS);
      HistoryGrids.sentences(s)
          .forEach(l -> out.append(Wrap.hanging(TextReport.WIDTH, "  ", "    ", l)));
      out.append('\n');
    }
    for (String note : HistoryGrids.notes(results)) {
      out.append(Wrap.hanging(TextReport.WIDTH, "", "  ", "note: " + note));
    }
    out.append(Wrap.at(TextReport.WIDTH, "", HistoryGrids.legend(results)));
    gate.ifPresent(g -> out.append(Wrap.at(TextReport.WIDTH, "", HistoryGrids.gate(g))));
    return out.toString();
  }

  private static void table(StringBuilder out, Grid grid, int... widest) {
    TextTable.lines(grid, widest).forEach(line -> out.append(line).append('\n'));
    out.append('\n');
  }
}
