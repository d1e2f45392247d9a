package org.hookbench.tool.report;

import java.util.Locale;
import java.util.OptionalDouble;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.testing.Runs;

/**
 * Prints how long analysis and HTML of a standard run take, the first time in this JVM and after
 * that, and of runs ten times as large. Run it with {@code -Xmx512m}.
 */
final class ReportSpeed {
  private ReportSpeed() {}

  /** No arguments. */
  public static void main(String[] args) {
    RunData standard = Runs.standard().withCycles(260).data();
    measure("standard, first in this JVM", standard);
    measure("standard, again", standard);
    measure("ten times the cases", Runs.standard().withCycles(260).withCopies(10).data());
    measure("ten times the forks", Runs.standard().withCycles(260).withForks(100).data());
    measure("ten times the cycles", Runs.standard().withCycles(2600).data());
  }

  private static void measure(String what, RunData run) {
    long start = System.nanoTime();
    var results = Analysis.of(run, OptionalDouble.empty());
    long analysed = System.nanoTime();
    int length = new HtmlReport().render(results).length();
    long end = System.nanoTime();
    System.out.printf(
        Locale.ROOT,
        "%-28s analysis %.2f s, html %.2f s, page %d kB%n",
        what,
        (analysed - start) / 1e9,
        (end - analysed) / 1e9,
        length / 1000);
  }
}
