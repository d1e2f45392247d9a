package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;
import org.hookbench.framework.analysis.RunResults;

/** What the answer of a run says while it is measured: its table, and the noise so far. */
public final class LiveLines {
  private static final Ansi PLAIN = new Ansi(false);
  private static final Ansi COLOURED = new Ansi(true);

  private LiveLines() {}

  /** The lines, none wider than 79 columns; none where no fork came to its end. */
  public static List<String> of(RunResults soFar) {
    if (soFar.cases().isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(Answer.costs(soFar, PLAIN));
    lines.addAll(Answer.noise(soFar));
    return lines;
  }

  /** One of these lines in the colours of the answer. */
  public static String coloured(String line) {
    return COLOURED.answer(line);
  }
}
