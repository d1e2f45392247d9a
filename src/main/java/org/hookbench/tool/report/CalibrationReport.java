package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hookbench.framework.calibration.Calibration;
import org.hookbench.framework.calibration.Injection;
import org.hookbench.framework.stats.Proportion;

/** A calibration for a terminal: a table, and a plot of claimed against true. */
public final class CalibrationReport {
  private static final int PLOT_COLUMNS = 50;

  private CalibrationReport() {}

  /** The whole report, with a newline at its end. */
  public static String of(Calibration c) {
    StringBuilder out = new StringBuilder();
    nulls(c).forEach(l -> out.append(Wrap.hanging(TextReport.WIDTH, "", "       ", l)));
    line(out, "");
    out.append(title()).append('\n');
    TextTable.lines(grid(c)).forEach(l -> line(out, l));
    line(out, "");
    plot(c, out);
    line(out, "");
    line(out, verdict(c));
    return out.toString();
  }

  /** What came of comparing nothing with nothing, a sentence a kind of comparison. */
  static List<String> nulls(Calibration c) {
    List<String> lines = new ArrayList<>();
    lines.add(rate("Noise  ", c.nulls(), "", c.nominalRate(), c.isNullQuiet()));
    Proportion stopping = c.stopping();
    if (stopping != null) {
      lines.add(
          rate(
              "Noise  with early stopping, ",
              stopping,
              "at most ",
              c.nominalRateOfStopping(),
              c.isStoppingQuiet()));
    }
    return lines;
  }

  private static String rate(
      String what, Proportion n, String atMost, double nominal, boolean quiet) {
    return String.format(
        Locale.ROOT,
        "%s%d of %d comparisons of two arms with nothing attached show a difference, %.1f %%"
            + " (95 %% interval %.1f .. %.1f; %s%.1f %% are to be expected): %s",
        what,
        n.hits(),
        n.trials(),
        100 * n.share(),
        100 * n.interval().low(),
        100 * n.interval().high(),
        atMost,
        100 * nominal,
        word(quiet));
  }

  /** What the table of injections is. */
  static String title() {
    return "Injection, ns/packet: what a program costs over one that burns "
        + Injection.BASE_NANOS
        + " ns";
  }

  /** The injections, a row each. */
  static Grid grid(Calibration c) {
    Grid grid =
        new Grid()
            .numbers("asked", "kernel's account", "cost")
            .text("95 % interval")
            .numbers("change")
            .text("answer");
    for (Injection i : c.injections()) {
      grid.row(
          List.of(
              "+" + i.askedNanos(),
              "+" + Numbers.value(i.accountedNanos()),
              Numbers.change(Optional.of(i.recoveredNanos()), Optional.of(i.interval())),
              Numbers.changeRange(
                  Optional.of(i.recoveredNanos()), Optional.of(i.interval()), " .. "),
              error(i),
              i.isJudged() ? word(i.isRecovered()) : ""));
    }
    return grid;
  }

  /** The last word. */
  static String verdict(Calibration c) {
    return String.format(
        Locale.ROOT, "Calibration %s in %.0f s", c.isPassed() ? "PASSED" : "FAILED", c.seconds());
  }

  /**
   * Each injection on a line from 0 to the largest: the true cost {@code |}, the found one {@code
   * o}.
   */
  private static void plot(Calibration c, StringBuilder out) {
    double most =
        c.injections().stream()
            .mapToDouble(i -> Math.max(i.accountedNanos(), i.recoveredNanos()))
            .max()
            .orElse(1);
    line(out, "        0 ns" + " ".repeat(PLOT_COLUMNS - 12) + Numbers.value(most) + " ns");
    for (Injection i : c.injections()) {
      char[] cells = "·".repeat(PLOT_COLUMNS + 1).toCharArray();
      int truth = place(i.accountedNanos(), most);
      int found = place(i.recoveredNanos(), most);
      cells[truth] = '|';
      cells[found] = found == truth ? '@' : 'o';
      line(out, String.format(Locale.ROOT, "%6d  %s", i.askedNanos(), new String(cells)));
    }
    line(out, "        | the kernel's account, o the cost that was found, @ both");
  }

  private static int place(double nanos, double most) {
    return (int) Math.round(Math.max(0, nanos) / most * PLOT_COLUMNS);
  }

  private static String error(Injection i) {
    return i.isJudged() ? Numbers.signed(100 * i.error(), 1) + " %" : "";
  }

  private static String word(boolean passed) {
    return passed ? "passed" : "FAILED";
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append('\n');
  }
}
