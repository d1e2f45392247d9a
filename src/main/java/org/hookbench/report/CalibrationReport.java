package org.hookbench.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.Locale;
import org.hookbench.calibration.Calibration;
import org.hookbench.calibration.Injection;
import org.hookbench.stats.Proportion;

/** A calibration for a terminal: a table, and a plot of claimed against true. */
public final class CalibrationReport {
  private static final int PLOT_COLUMNS = 50;

  private CalibrationReport() {}

  /** The whole report, with a newline at its end. */
  public static String of(Calibration c) {
    StringBuilder out = new StringBuilder();
    Proportion n = c.nulls();
    out.append(
        String.format(
            Locale.ROOT,
            "Null: %d of %d comparisons of nothing with nothing fired, %.1f %% [%.1f, %.1f]"
                + " (at most 5 %%): %s%n%n",
            n.hits(),
            n.trials(),
            100 * n.share(),
            100 * n.interval().low(),
            100 * n.interval().high(),
            word(c.isNullQuiet())));
    out.append("Injection: ns a packet over the empty program\n");
    String table =
        AsciiTable.builder()
            .border(AsciiTable.NO_BORDERS)
            .lineSeparator("\n")
            .data(
                c.injections(),
                List.of(
                    right("asked").with(i -> Long.toString(i.askedNanos())),
                    right("kernel's account").with(i -> Numbers.value(i.accountedNanos())),
                    right("recovered").with(i -> Numbers.value(i.recoveredNanos())),
                    right("95 % interval")
                        .with(
                            i ->
                                String.format(
                                    Locale.ROOT,
                                    "[%.0f, %.0f]",
                                    i.interval().low(),
                                    i.interval().high())),
                    right("error").with(CalibrationReport::error),
                    right("").with(i -> i.isJudged() ? word(i.isRecovered()) : "")))
            .asString();
    table.lines().filter(l -> !l.isBlank()).forEach(l -> line(out, l));
    line(out, "");
    plot(c, out);
    line(out, "");
    line(
        out,
        String.format(
            Locale.ROOT,
            "Calibration %s in %.0f s",
            c.isPassed() ? "PASSED" : "FAILED",
            c.seconds()));
    return out.toString();
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
    line(out, "        | the kernel's account, o what was recovered, @ both");
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

  private static Column right(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.RIGHT)
        .dataAlign(HorizontalAlign.RIGHT);
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append('\n');
  }
}
