package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hookbench.framework.analysis.RunResults;

/** What the answer of a run says while it is measured: its table, and the noise so far. */
public final class LiveLines {
  private static final Ansi PLAIN = new Ansi(false);
  private static final Ansi COLOURED = new Ansi(true);

  private LiveLines() {}

  /** The lines, none wider than 79 columns; none where no fork came to its end. */
  public static List<String> of(RunResults soFar) {
    Optional<Summary> summary = Answer.of(soFar);
    if (summary.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(SummaryText.costs(summary.get(), PLAIN, TextReport.WIDTH));
    summary.get().lines().stream()
        .filter(l -> l.head().equals(Answer.NOISE))
        .forEach(l -> lines.addAll(SummaryText.line(l, PLAIN, TextReport.WIDTH)));
    return lines;
  }

  /** One of these lines in the colours of the answer. */
  public static String coloured(String line) {
    return COLOURED.answer(line);
  }
}
