package org.hookbench.tool.report;

import java.util.List;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;

/**
 * A run for a terminal of 80 columns: machine and evidence first, then the comparisons, and last,
 * in view, what the hooks cost in words.
 */
public final class TextReport implements ReportFormat {
  /** Columns of the narrowest terminal that shows it unbroken. */
  static final int WIDTH = 80;

  private final Ansi ansi;
  private final boolean all;
  private final int width;

  /**
   * A text report with everything.
   *
   * @param colour whether to colour the verdicts; only where a terminal shows them
   */
  public TextReport(boolean colour) {
    this(colour, true, WIDTH);
  }

  private TextReport(boolean colour, boolean all, int width) {
    this.ansi = new Ansi(colour);
    this.all = all;
    this.width = Math.max(WIDTH, width);
  }

  /**
   * What its last screen says, and nothing else.
   *
   * @param colour whether to colour the answers; only where a terminal shows them
   * @param width columns of what shows it; it takes at least 80
   */
  public static TextReport answer(boolean colour, int width) {
    return new TextReport(colour, false, width);
  }

  /** The same for a terminal of 80 columns. */
  public static TextReport answer(boolean colour) {
    return answer(colour, WIDTH);
  }

  @Override
  public String name() {
    return "text";
  }

  @Override
  public String render(RunResults results) {
    StringBuilder out = new StringBuilder();
    if (all) {
      evidence(out, results);
    }
    Answer.of(results)
        .ifPresent(
            s -> SummaryText.lines(s, ansi, width).forEach(line -> out.append(line).append('\n')));
    Alarms.of(results).forEach(text -> alarm(out, text));
    return out.toString();
  }

  private void evidence(StringBuilder out, RunResults results) {
    Titles titles = new Titles(results);
    machine(out, results, titles);
    for (CaseResult c : results.cases()) {
      evidence(out, c, titles.of(c));
    }
    for (CaseResult c : results.cases()) {
      comparison(out, c, titles);
    }
    if (!results.cases().isEmpty()) {
      out.append(Wrap.at(WIDTH, "", Legend.of(results))).append('\n');
    }
  }

  private static void machine(StringBuilder out, RunResults results, Titles titles) {
    String facts =
        results.run().machine().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(" | "));
    out.append("Machine\n").append(Wrap.at(WIDTH, "  ", Plain.text(facts)));
    if (!titles.shared().isEmpty()) {
      String which = results.cases().size() == 1 ? "Parameters" : "Parameters of every case";
      out.append(which).append('\n').append(Wrap.at(WIDTH, "  ", titles.shared()));
    }
    PlaceNotes place = new PlaceNotes(results, titles);
    notes(out, place.devices().size() == 1 ? "Device" : "Devices", place.devices());
    notes(out, "Turns on one lane", place.turns());
    out.append('\n');
  }

  private static void notes(StringBuilder out, String heading, List<String> notes) {
    if (!notes.isEmpty()) {
      out.append(heading).append('\n');
      notes.forEach(n -> out.append(Wrap.hanging(WIDTH, "  ", "    ", Plain.text(n))));
    }
  }

  private static void evidence(StringBuilder out, CaseResult c, String title) {
    section(out, "Evidence: " + title, Grids.traffic(c));
    out.append(Wrap.at(WIDTH, "  ", Grids.trafficNote(c))).append('\n');
    section(out, "Variance: " + title, Grids.variance(c));
    out.append(Wrap.at(WIDTH, "  ", Grids.varianceNote(c))).append('\n');
    if (c.baseline().latency().isPresent()) {
      section(out, "Latency, us: " + title, Grids.latency(c));
      section(out, "Latency against none, %: " + title, Grids.tails(c));
      out.append(Wrap.at(WIDTH, "  ", Grids.tailsNote(c))).append('\n');
    }
  }

  private static void section(StringBuilder out, String title, Grid grid) {
    out.append(Wrap.hanging(WIDTH, "", "  ", title));
    TextTable.lines(grid).forEach(l -> out.append(l).append('\n'));
  }

  private void comparison(StringBuilder out, CaseResult c, Titles titles) {
    String title = titles.of(c) + ": " + titles.measure(c);
    out.append(Wrap.hanging(WIDTH, "", "  ", title));
    TextTable.lines(Grids.brief(c)).forEach(l -> out.append(ansi.answer(l)).append('\n'));
    Notes.of(c).forEach(n -> out.append(Wrap.hanging(WIDTH, "    ", "      ", n)));
    for (String reason : c.distrust()) {
      String text =
          Wrap.hanging(WIDTH, "    ", "      ", "UNTRUSTED: " + ArmNames.of(c).in(reason));
      text.lines().forEach(l -> out.append(ansi.alarm(l)).append('\n'));
    }
    WhereItGoes parts = new WhereItGoes(c);
    if (!parts.isEmpty()) {
      section(out, "Where it goes: " + titles.of(c), parts.grid());
      out.append(Wrap.at(WIDTH, "  ", parts.note()));
    }
    out.append('\n');
  }

  private void alarm(StringBuilder out, String text) {
    Wrap.hanging(WIDTH, "", "  ", text)
        .lines()
        .forEach(l -> out.append(ansi.alarm(l)).append('\n'));
  }
}
