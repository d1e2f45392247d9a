package org.hookbench.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.hookbench.analysis.ArmResult;
import org.hookbench.analysis.CaseResult;
import org.hookbench.analysis.LatencySummary;
import org.hookbench.analysis.RunResults;
import org.hookbench.analysis.Traffic;
import org.hookbench.experiment.Arm;
import org.hookbench.experiment.Design;
import org.hookbench.experiment.RunData;
import org.hookbench.stats.Effect;
import org.hookbench.stats.Warning;

/** A run for a terminal of 80 columns: evidence and machine first, the verdicts last, in view. */
public final class TextReport {
  private static final String NEW_LINE = "\n";
  private final RunResults results;
  private final StringBuilder out = new StringBuilder();

  private TextReport(RunResults results) {
    this.results = results;
  }

  /** The whole report, with a newline at its end. */
  public static String of(RunResults results) {
    return new TextReport(results).render();
  }

  private String render() {
    RunData run = results.run();
    machine(run);
    for (CaseResult c : results.cases()) {
      evidence(c);
      latency(c);
    }
    for (CaseResult c : results.cases()) {
      comparison(c);
    }
    closing(run);
    return out.toString();
  }

  private void machine(RunData run) {
    line("Machine");
    String facts =
        run.machine().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(" | "));
    out.append(Wrap.at(78, "  ", facts)).append(NEW_LINE);
  }

  private void evidence(CaseResult c) {
    line("Evidence: " + title(c));
    boolean tcp = c.baseline().traffic().tcp().isPresent();
    List<Column> columns =
        new ArrayList<>(
            List.of(
                left("hook"),
                right("packets"),
                right("runs/packet"),
                right("bytes/run"),
                right("ns/run *")));
    if (tcp) {
      columns.addAll(List.of(right("transfer"), right("retr"), right("cwnd")));
    }
    List<List<String>> rows = new ArrayList<>();
    for (ArmResult a : c.arms()) {
      Traffic t = a.traffic();
      List<String> row =
          new ArrayList<>(
              List.of(
                  a.arm().id(),
                  Long.toString(t.rxPackets()),
                  a.arm().role() == Arm.Role.HOOK && t.packets() > 0
                      ? String.format(Locale.ROOT, "%.2f", (double) t.hits() / t.packets())
                      : "-",
                  optional(t.bytesPerHit()),
                  optional(t.nanosPerHit())));
      t.tcp()
          .ifPresent(
              x ->
                  row.addAll(
                      List.of(
                          Numbers.bytes(x.transferBytes()),
                          Long.toString(x.retransmits()),
                          Numbers.bytes(x.cwndBytes()))));
      rows.add(row);
    }
    table(columns, rows);
    c.baseline()
        .traffic()
        .tcp()
        .ifPresent(
            t -> out.append("  congestion control ").append(t.congestion()).append(NEW_LINE));
    out.append("  * as the kernel accounts it, with its own floor of some tens of ns")
        .append(NEW_LINE)
        .append(NEW_LINE);
  }

  private void latency(CaseResult c) {
    if (c.baseline().latency().isEmpty()) {
      return;
    }
    line("Latency, us: " + title(c));
    List<Column> columns = new ArrayList<>(List.of(left("hook"), right("min"), right("mean")));
    c.baseline().latency().get().quantiles().forEach(q -> columns.add(right(q.label())));
    columns.add(right("max"));
    columns.add(right("operations"));
    List<List<String>> rows = new ArrayList<>();
    for (ArmResult a : c.arms()) {
      LatencySummary l = a.latency().orElseThrow();
      List<String> row = new ArrayList<>();
      row.add(a.arm().id());
      row.add(Numbers.value(l.minMicros()));
      row.add(Numbers.value(l.meanMicros()));
      l.quantiles().forEach(q -> row.add(optional(q.micros())));
      row.add(Numbers.value(l.maxMicros()));
      row.add(Long.toString(l.operations()));
      rows.add(row);
    }
    table(columns, rows);
    out.append(NEW_LINE);
  }

  private void comparison(CaseResult c) {
    Design d = results.run().design();
    line(title(c) + ": " + c.metric().name());
    out.append(
        String.format(
            Locale.ROOT,
            "  %d forks x %d cycles of %s ms slices; + is worse; smallest effect of interest %s %%%n",
            c.forks(),
            c.cycles(),
            Numbers.value(d.sliceNanos() / 1e6),
            Numbers.value(100 * c.delta())));
    List<Column> columns =
        List.of(
            left("hook"),
            right(c.metric().unit()),
            right("effect %"),
            left(String.format(Locale.ROOT, "%.0f %% interval", 100 * results.confidence())),
            left("change, " + c.metric().unit()),
            right("p"),
            right("MDE %"),
            left("verdict"));
    List<List<String>> rows = new ArrayList<>();
    for (ArmResult a : c.arms()) {
      rows.add(comparisonRow(a));
    }
    table(columns, rows);
    for (ArmResult a : c.arms()) {
      notes(a).forEach(n -> out.append(Wrap.at(78, "    ", a.arm().id() + ": " + n)));
    }
    c.distrust().forEach(r -> out.append(Wrap.at(78, "    ", "UNTRUSTED: " + r)));
    out.append(NEW_LINE);
  }

  private static List<String> comparisonRow(ArmResult a) {
    if (a.effect().isEmpty()) {
      return List.of(a.arm().id(), Numbers.value(a.value()), "", "", "", "", "", "baseline");
    }
    Effect e = a.effect().get();
    return List.of(
        a.arm().id(),
        Numbers.value(a.value()),
        e.estimate().isPresent() ? Numbers.percent(e.estimate().getAsDouble()) : "",
        Numbers.percent(e.interval()),
        Numbers.change(a.change(), a.changeInterval()),
        Numbers.p(e.pHolm()),
        e.mde().isPresent() ? Numbers.value(Effect.percent(e.mde().getAsDouble())) : "",
        e.verdict().label() + (a.arm().role() == Arm.Role.NULL ? " (noise)" : ""));
  }

  private static List<String> notes(ArmResult a) {
    List<String> notes = new ArrayList<>(a.evidence().notes());
    a.effect()
        .ifPresent(
            e -> {
              e.warnings().stream().map(Warning::text).forEach(notes::add);
              e.forksToDecide()
                  .ifPresent(
                      n -> notes.add("about " + n + " forks would decide it (-f " + n + ")"));
            });
    return notes;
  }

  private void closing(RunData run) {
    Design d = run.design();
    out.append(
        Wrap.at(
            78,
            "",
            String.format(
                Locale.ROOT,
                "p is Holm's over %d comparison%s (the null arm's stands alone). MDE: the smallest"
                    + " effect that so many forks show with 80 %% power. Seed %d; %.0f s.",
                results.comparisons(),
                results.comparisons() == 1 ? "" : "s",
                d.seed(),
                run.wallNanos() / 1e9)));
    if (run.status() == RunData.Status.PARTIAL) {
      line("PARTIAL: the run was stopped; this is what had been measured.");
    }
    run.failures().forEach(f -> line("FAILED: " + f));
    if (results.cases().isEmpty()) {
      line("No fork came to its end: there is nothing to compare.");
    } else if (!results.isTrusted()) {
      line("UNTRUSTED: see above.");
    }
  }

  /** The case's workload, with those parameters that differ between cases or from the plainest. */
  static String title(CaseResult c) {
    Map<String, String> p = c.bench().params();
    String rest =
        p.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" "));
    return c.bench().workload() + " (" + rest + ")";
  }

  private static String optional(OptionalDouble v) {
    return v.isPresent() ? Numbers.value(v.getAsDouble()) : "-";
  }

  private static Column left(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT)
        .maxWidth(60);
  }

  private static Column right(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.RIGHT)
        .dataAlign(HorizontalAlign.RIGHT)
        .maxWidth(60);
  }

  private void table(List<Column> columns, List<List<String>> rows) {
    String text =
        AsciiTable.builder()
            .border(AsciiTable.NO_BORDERS)
            .lineSeparator(NEW_LINE)
            .data(
                columns.toArray(Column[]::new),
                rows.stream().map(r -> r.toArray(Object[]::new)).toArray(Object[][]::new))
            .asString();
    text.lines().filter(l -> !l.isBlank()).forEach(l -> line(" " + l.stripTrailing()));
  }

  private void line(String text) {
    out.append(text).append(NEW_LINE);
  }
}
