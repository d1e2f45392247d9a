package org.hookbench.tool.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.Locale;
import org.hookbench.tool.doctor.Diagnosis;
import org.hookbench.tool.doctor.Finding;
import org.hookbench.tool.doctor.Status;

/** A diagnosis for a terminal of 80 columns: a table, then how to fix what it found. */
public final class DoctorReport {
  private static final int WIDEST_FACT = 50;

  private final Ansi ansi;

  /**
   * A report.
   *
   * @param colour whether to colour what is not OK; only where a terminal shows it
   */
  public DoctorReport(boolean colour) {
    ansi = new Ansi(colour);
  }

  /** The whole report, with a newline at its end. */
  public String render(Diagnosis diagnosis) {
    StringBuilder out = new StringBuilder();
    String table =
        AsciiTable.builder()
            .border(AsciiTable.NO_BORDERS)
            .lineSeparator("\n")
            .data(
                diagnosis.answers(),
                List.of(
                    column("", 9).with(a -> word(a.finding().status())),
                    column("", 18).with(a -> Plain.text(a.subject())),
                    column("", WIDEST_FACT).with(a -> said(a.finding()))))
            .asString();
    table
        .lines()
        .filter(l -> !l.isBlank())
        .forEach(l -> out.append(ansi.status(l.stripTrailing())).append('\n'));
    fixes(out, diagnosis);
    return out.append(summary(diagnosis)).toString();
  }

  private static Column column(String header, int width) {
    return new Column().header(header).dataAlign(HorizontalAlign.LEFT).maxWidth(width);
  }

  private static String said(Finding f) {
    return Plain.text(f.fact()) + (f.follows().isEmpty() ? "" : "\n" + Plain.text(f.follows()));
  }

  /** A command stands in one line, whatever its length, for it is to be copied. */
  private static void fixes(StringBuilder out, Diagnosis diagnosis) {
    List<Diagnosis.Answer> fixable =
        diagnosis.answers().stream().filter(a -> !a.finding().fix().isEmpty()).toList();
    if (!fixable.isEmpty()) {
      out.append("\nTo fix it, as root:\n");
      fixable.forEach(
          a ->
              out.append("  ")
                  .append(a.subject())
                  .append("\n    ")
                  .append(Plain.text(a.finding().fix()))
                  .append('\n'));
    }
  }

  private static String summary(Diagnosis d) {
    String verdict = d.isBlocked() ? "HookBench can't measure here" : "HookBench can measure here";
    return String.format(
        Locale.ROOT,
        "\n%s: blocked %d, warnings %d, unknown %d, ok %d\n",
        verdict,
        d.count(Status.BLOCKED),
        d.count(Status.WARNING),
        d.count(Status.UNKNOWN),
        d.count(Status.OK));
  }

  private static String word(Status status) {
    return status == Status.OK ? "ok" : status.name();
  }
}
