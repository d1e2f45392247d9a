package org.hookbench.tool.report;

import java.util.Locale;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.RunData;

/** How to read the numbers of a comparison, in a few words. */
final class Legend {
  private Legend() {}

  static String of(RunResults results) {
    Design d = results.run().design();
    int m = results.comparisons();
    return String.format(
        Locale.ROOT,
        "Changes in %% are the metric's own, against none, whose typical value is shown; %s %%"
            + " intervals; p is Holm's over %d comparison%s; delta is the smallest effect of"
            + " interest, MDE the least (%%) that so many forks show after Holm with 80 %% power;"
            + " null, with nothing attached, shows noise. %s, seed %d, %.0f s.",
        Numbers.chosen(100 * results.confidence()),
        m,
        m == 1 ? "" : "s",
        slices(results.run()),
        d.seed(),
        results.run().wallNanos() / 1e9);
  }

  /** How long the slices of a run are. */
  static String slices(RunData run) {
    return "Slices of "
        + run.sliceNanos().stream()
            .map(nanos -> Numbers.chosen(nanos / 1e6))
            .collect(Collectors.joining(" and "))
        + " ms";
  }
}
