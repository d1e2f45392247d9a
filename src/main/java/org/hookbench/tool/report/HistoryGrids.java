package org.hookbench.tool.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.hookbench.framework.stats.ChangePoints;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.history.HistoryChange;
import org.hookbench.tool.history.HistoryPoint;
import org.hookbench.tool.history.HistoryResults;
import org.hookbench.tool.history.HistoryRun;
import org.hookbench.tool.history.HistorySeries;

/** The tables of a history that reports have in common, and the words below them. */
final class HistoryGrids {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What a table has behind something that is not as in the run before. */
  private static final String NEW = " *";

  /** As many of a tag's digits as tell programs apart. */
  private static final int SHORT_TAG = 8;

  private HistoryGrids() {}

  /** {@code cost in ns/packet, delta 1 %}. */
  static String measure(HistorySeries s) {
    return s.metric().name()
        + " in "
        + s.metric().unit()
        + ", delta "
        + Numbers.chosen(100 * s.delta())
        + " %";
  }

  /** {@code tc/filter of UdpPackets payload=64}. */
  static String title(HistoryResults results, Titles titles, HistorySeries s) {
    return names(results).ofId(s.name()) + " of " + titles.of(s.bench());
  }

  /** What the arms of all series are called. */
  private static ArmNames names(HistoryResults results) {
    return ArmNames.ofIds(results.series().stream().map(HistorySeries::name));
  }

  /** What is not in the tables, and where the user's programs are. */
  static List<String> notes(HistoryResults results) {
    List<String> notes = new ArrayList<>(names(results).objects());
    results.notes().stream().map(Plain::text).forEach(notes::add);
    return notes;
  }

  /** Which run is which, and what it ran on. */
  static Grid runs(HistoryResults results) {
    Grid grid = new Grid().numbers("run").text("started, UTC", "kernel", "libbpf", "file");
    for (HistoryRun r : results.runs()) {
      grid.row(
          List.of(
              String.valueOf(r.number()),
              TIME.format(Instant.ofEpochMilli(r.startedMillis())),
              marked(results, r, HistoryRun::kernel),
              marked(results, r, run -> run.fact("libbpf")),
              Plain.text(file(results, r))));
    }
    return grid;
  }

  /** The file's name; with its folder where another run's file has the same. */
  private static String file(HistoryResults results, HistoryRun run) {
    String name = String.valueOf(run.file().getFileName());
    boolean alone = results.runs().stream().filter(r -> r.file().endsWith(name)).count() == 1;
    return alone ? name : run.file().toString();
  }

  private static String marked(
      HistoryResults results, HistoryRun run, Function<HistoryRun, String> fact) {
    String own = fact.apply(run);
    boolean changed =
        run.number() > 1 && !own.equals(fact.apply(results.runs().get(run.number() - 2)));
    return Plain.text(own) + (changed ? NEW : "");
  }

  /** A row a run; the number of a change stands at the first run behind it. */
  static Grid points(HistorySeries s) {
    Grid grid =
        new Grid()
            .numbers("run", "cost, " + s.metric().unit(), "interval", "%")
            .text("tag", "change");
    for (int i = 0; i < s.points().size(); i++) {
      HistoryPoint p = s.points().get(i);
      grid.row(
          List.of(
              String.valueOf(p.run().number()),
              Numbers.change(p.arm().change(), p.arm().changeInterval()),
              Numbers.changeRange(p.arm().change(), p.arm().changeInterval(), " .. "),
              percent(s, p.effect()),
              tag(s, i),
              change(s, i)));
    }
    return grid;
  }

  /** The same with the costs drawn, so many characters wide. */
  static Grid drawn(HistorySeries s, int width) {
    HistoryChart chart = new HistoryChart(s.points(), width);
    Grid grid = new Grid().numbers("run", "cost", "%").text(chart.scale(), "tag", "change");
    for (int i = 0; i < s.points().size(); i++) {
      HistoryPoint p = s.points().get(i);
      grid.row(
          List.of(
              String.valueOf(p.run().number()),
              Numbers.change(p.arm().change(), p.arm().changeInterval()),
              percent(s, p.effect()),
              chart.line(p),
              tag(s, i),
              change(s, i)));
    }
    return grid;
  }

  private static String tag(HistorySeries s, int i) {
    String own = s.points().get(i).tag();
    boolean changed = i > 0 && !own.equals(s.points().get(i - 1).tag());
    return Plain.text(own.substring(0, Math.min(SHORT_TAG, own.length()))) + (changed ? NEW : "");
  }

  private static String change(HistorySeries s, int i) {
    for (int c = 0; c < s.changes().size(); c++) {
      if (s.changes().get(c).at() == i) {
        return (c + 1) + " " + word(s, s.changes().get(c));
      }
    }
    return "";
  }

  /** {@code slower}, {@code faster?}, or that it is not the hook's. */
  private static String word(HistorySeries s, HistoryChange c) {
    return c.ofHook() ? Verdicts.word(c.verdict(), s.metric().unit()) : "none";
  }

  /** By how much the metric's own value changes. */
  private static String percent(HistorySeries s, double worse) {
    double percent = Direction.of(s.metric()).percent(worse);
    return Numbers.signed(percent, Math.abs(percent) < 10 ? 1 : 0);
  }

  /** What there is to say of a series below its table, a sentence or more each. */
  static List<String> sentences(HistorySeries s) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < s.changes().size(); i++) {
      lines.add("Change " + (i + 1) + ": " + sentence(s, s.changes().get(i)));
    }
    if (s.changes().isEmpty()) {
      lines.add(
          s.hasEnough()
              ? "No change is shown" + (s.p().isPresent() ? " (p " + Numbers.p(s.p()) + ")." : ".")
              : "No change can be shown from so few runs: there are "
                  + s.points().size()
                  + ", and "
                  + s.fewest()
                  + " are needed.");
    }
    s.leftOut().forEach(l -> lines.add("Left out: " + Plain.text(l) + "."));
    return lines;
  }

  private static String sentence(HistorySeries s, HistoryChange c) {
    String unit = s.metric().unit();
    Direction own = Direction.of(s.metric());
    StringBuilder text = new StringBuilder(c.ofHook() ? word(s, c) : "not the hook");
    text.append(" from run ").append(c.after().run().number());
    text.append(" on (").append(time(c.after())).append("), after run ");
    text.append(c.before().run().number()).append(" (").append(time(c.before())).append("). ");
    Optional<Double> shift = Optional.of(c.cost().shift());
    String cost =
        (Numbers.change(shift, c.costInterval())
                + " "
                + unit
                + " "
                + Numbers.changeInterval(shift, c.costInterval()))
            .strip();
    String share = Numbers.effect(own.log(c.effect().shift()), own.log(c.effectInterval())) + " %";
    if (c.ofHook()) {
      text.append("Its cost changed by ").append(cost).append(", as a share of none by ");
      text.append(share);
    } else {
      text.append("Its cost is not shown to have changed (").append(cost).append("), but none did");
      text.append(", by ");
      text.append(Numbers.change(Optional.of(c.baseline().shift()), c.baselineInterval()));
      text.append(' ').append(unit).append(", and so the share of it, by ").append(share);
    }
    text.append("; p ").append(Numbers.p(OptionalDouble.of(c.p()))).append(". ");
    if (c.ofHook() && c.verdict() == Verdict.EQUIVALENT) {
      text.append("The change is less than delta. ");
    }
    text.append(
        c.alsoChanged().isEmpty()
            ? "Kernel, libbpf, program tag, CPU and HookBench are the same."
            : "Also changed there: " + Plain.text(String.join("; ", c.alsoChanged())) + ".");
    return text.toString();
  }

  private static String time(HistoryPoint p) {
    return TIME.format(Instant.ofEpochMilli(p.run().startedMillis()));
  }

  /** What a gate makes of it. */
  static String gate(Gate.Outcome outcome) {
    return "Gate: "
        + switch (outcome) {
          case PASS -> "passed, the newest runs are after no change for the worse.";
          case REGRESSION -> "failed, the newest runs are after a change for the worse.";
          case UNDECIDED ->
              "undecided, there are too few runs, or a change for the worse may be less than"
                  + " delta.";
          case UNTRUSTED -> "untrusted, for the newest run is.";
        };
  }

  /** How to read the numbers. */
  static String legend(HistoryResults results) {
    boolean drawn =
        results.series().stream().anyMatch(s -> s.points().size() > ChangePoints.ENUMERATED);
    return String.format(
        Locale.ROOT,
        "Runs in the order of their starts. cost: what the hook adds to none in the same cycles,"
            + " with its %s %% interval; %%: the change of none in its own direction, in which changes are"
            + " looked for. tag: the first digits of the program's; * it is not as in the run"
            + " before. A change is shown where p, after Holm over %d series, is at most %s:"
            + " E-divisive for means, runs weighted by their precision%s. Its intervals are"
            + " Student's t at a given place.",
        Numbers.chosen(100 * results.confidence()),
        results.comparisons(),
        Numbers.chosen(1 - results.confidence()),
        drawn ? ", orderings drawn with seed " + results.seed() : "");
  }
}
