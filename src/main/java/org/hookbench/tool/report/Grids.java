package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.LatencySummary;
import org.hookbench.framework.analysis.TailEffect;
import org.hookbench.framework.analysis.Traffic;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Warning;

/** The tables that reports for people have in common: a row an arm, its name in the first cell. */
final class Grids {
  private Grids() {}

  /** The comparison for 80 columns; the verdict is in the last cell. */
  static Grid brief(CaseResult c) {
    ArmNames names = ArmNames.of(c);
    Direction own = Direction.of(c.metric());
    Grid grid =
        new Grid()
            .text("hook")
            .numbers(c.metric().unit())
            .text("change, % [interval]")
            .numbers("p", "MDE")
            .text("answer");
    for (ArmResult a : c.arms()) {
      grid.row(
          List.of(
              names.of(a.arm()),
              valueOrChange(a),
              a.effect().map(e -> Numbers.effect(own, e)).orElse(""),
              a.effect().map(e -> Numbers.p(e.pHolm())).orElse(""),
              a.effect().map(Grids::mde).orElse(""),
              Verdicts.brief(a, c.metric())));
    }
    return grid;
  }

  /** The comparison with all that is known; the verdict comes right after the name. */
  static Grid full(CaseResult c, double confidence) {
    ArmNames names = ArmNames.of(c);
    Direction own = Direction.of(c.metric());
    String unit = c.metric().unit();
    String interval = Numbers.chosen(100 * confidence) + " % interval";
    Grid grid =
        new Grid()
            .text("hook", "answer")
            .numbers("change, % [" + interval + "]", unit + " [interval]", "p (Holm)", "MDE, %");
    for (ArmResult a : c.arms()) {
      grid.row(
          List.of(
              names.of(a.arm()),
              Verdicts.full(a, c.metric()),
              a.effect().map(e -> Numbers.effect(own, e)).orElse(""),
              (valueOrChange(a) + " " + Numbers.changeInterval(a.change(), a.changeInterval()))
                  .strip(),
              a.effect().map(e -> Numbers.p(e.pHolm())).orElse(""),
              a.effect().map(Grids::mde).orElse("")));
    }
    return grid;
  }

  /**
   * The baseline's typical value, and of every other arm what it adds to that within a cycle: two
   * typical values side by side, of different cycles, would invite a subtraction that means
   * nothing.
   */
  private static String valueOrChange(ArmResult a) {
    return a.effect().isEmpty()
        ? Numbers.value(a.value())
        : Numbers.change(a.change(), a.changeInterval());
  }

  private static String mde(Effect e) {
    return e.mde().isPresent() ? Numbers.share(e.mde().getAsDouble()) : "";
  }

  /** How the paired differences move over the cycles of a fork; no row for the baseline. */
  static Grid drift(CaseResult c) {
    ArmNames names = ArmNames.of(c);
    Direction own = Direction.of(c.metric());
    Grid grid = new Grid().text("hook").numbers("over a fork, %", "p", "lag-1 correlation", "p");
    for (ArmResult a : c.arms()) {
      a.effect()
          .map(Effect::drift)
          .ifPresent(
              d ->
                  grid.row(
                      List.of(
                          names.of(a.arm()),
                          percent(own, d.overFork()),
                          Numbers.p(d.p()),
                          correlation(d.lag1()),
                          Numbers.p(d.lag1P()))));
    }
    return grid;
  }

  /** Where an effect's spread comes from, as standard deviations; no row for the baseline. */
  static Grid variance(CaseResult c) {
    ArmNames names = ArmNames.of(c);
    Grid grid =
        new Grid()
            .text("hook")
            .numbers("cycle sd, %", "fork sd, %", "between forks, %", "best cycles");
    for (ArmResult a : c.arms()) {
      a.effect()
          .ifPresent(
              e ->
                  grid.row(
                      List.of(
                          names.of(a.arm()),
                          deviation(e.variance().withinFork()),
                          deviation(e.variance().ofForkEstimates()),
                          deviation(e.variance().betweenForks()),
                          bestCycles(c, e))));
    }
    return grid;
  }

  /** What the table of variances means, and why it recommends nothing where it does not. */
  static String varianceNote(CaseResult c) {
    boolean level =
        c.arms().stream()
            .flatMap(a -> a.effect().stream())
            .anyMatch(e -> e.variance().betweenForks().orElse(1) == 0);
    return "sd between forks: of the forks' estimates, what more cycles do not remove; best cycles a"
        + " fork: for the narrowest interval in a given time"
        + (c.forkCost().isPresent()
            ? ", a fork costing "
                + Math.round(c.forkCost().getAsDouble())
                + " cycles beside those measured"
            : "")
        + (level
            ? "; more: forks differ no more than their cycles explain, so the longer the better"
            : "");
  }

  private static String deviation(OptionalDouble variance) {
    return variance.isPresent() ? Numbers.share(Math.sqrt(variance.getAsDouble())) : "-";
  }

  private static String bestCycles(CaseResult c, Effect e) {
    if (e.variance().betweenForks().orElse(1) == 0) {
      return "more";
    }
    OptionalInt best = c.recommendedCycles(e);
    return best.isPresent() ? Integer.toString(best.getAsInt()) : "-";
  }

  private static String percent(Direction own, OptionalDouble log) {
    return log.isPresent() ? Numbers.percent(own.log(log.getAsDouble())) : "";
  }

  private static String correlation(OptionalDouble r) {
    return r.isPresent() ? Numbers.signed(r.getAsDouble(), 2) : "";
  }

  /** What crossed the device, and what the programs did with it. */
  static Grid traffic(CaseResult c) {
    ArmNames names = ArmNames.of(c);
    boolean tcp = c.baseline().traffic().tcp().isPresent();
    Grid grid = new Grid().text("hook").numbers("packets", "runs/pkt", "B/run", "ns/run*");
    if (tcp) {
      grid.numbers("transfer", "retr", "cwnd");
    }
    for (ArmResult a : c.arms()) {
      Traffic t = a.traffic();
      List<String> row = new ArrayList<>();
      row.add(names.of(a.arm()));
      row.add(Long.toString(t.rxPackets()));
      row.add(
          a.arm().hasProgram() && t.runsPerPacket().isPresent()
              ? String.format(Locale.ROOT, "%.2f", t.runsPerPacket().getAsDouble())
              : "-");
      row.add(Numbers.value(t.bytesPerHit()));
      row.add(Numbers.value(t.nanosPerHit()));
      if (tcp) {
        row.add(t.tcp().map(x -> Numbers.bytes(x.transferBytes())).orElse("-"));
        row.add(t.tcp().map(x -> Long.toString(x.retransmits())).orElse("-"));
        row.add(t.tcp().map(x -> Numbers.bytes(x.cwndBytes())).orElse("-"));
      }
      grid.row(row);
    }
    return grid;
  }

  /** What the traffic table's star and its silence mean. */
  static String trafficNote(CaseResult c) {
    String star =
        "* the kernel's account of a run, the median pass, with a floor of some tens of ns: of a"
            + " small program neither it nor a test run is what it costs";
    return c.baseline()
        .traffic()
        .tcp()
        .map(t -> star + "; congestion control " + Plain.text(t.congestion()))
        .orElse(star);
  }

  /** Latencies in us; only for a case that has them. */
  static Grid latency(CaseResult c) {
    ArmNames names = ArmNames.of(c);
    Grid grid = new Grid().text("hook").numbers("min", "mean");
    c.baseline().latency().orElseThrow().quantiles().forEach(q -> grid.numbers(q.label()));
    grid.numbers("max", "operations");
    for (ArmResult a : c.arms()) {
      LatencySummary l = a.latency().orElseThrow();
      List<String> row = new ArrayList<>();
      row.add(names.of(a.arm()));
      row.add(Numbers.value(l.minMicros()));
      row.add(Numbers.value(l.meanMicros()));
      l.quantiles().forEach(q -> row.add(Numbers.value(q.micros())));
      row.add(Numbers.value(l.maxMicros()));
      row.add(Long.toString(l.operations()));
      grid.row(row);
    }
    return grid;
  }

  /** How the latencies of each hook differ from the baseline's; no row for the baseline. */
  static Grid tails(CaseResult c) {
    ArmNames names = ArmNames.of(c);
    Direction own = Direction.of(c.metric());
    Grid grid = new Grid().text("hook").numbers("median");
    c.nullArm().tails().forEach(t -> grid.text(t.label() + " [interval]"));
    for (ArmResult a : c.arms().subList(1, c.arms().size())) {
      List<String> row = new ArrayList<>();
      row.add(names.of(a.arm()));
      row.add(a.effect().map(e -> percent(own, e.estimate())).orElse(""));
      a.tails().forEach(t -> row.add(tail(t)));
      grid.row(row);
    }
    return grid;
  }

  /** What the table of tails is and is not, and why a cell of it is empty. */
  static String tailsNote(CaseResult c) {
    String reasons =
        c.arms().stream()
            .flatMap(a -> a.tails().stream())
            .flatMap(t -> t.suppressed().stream())
            .map(Warning::text)
            .distinct()
            .collect(Collectors.joining("; "));
    return "the median is the comparison's; p90 and p99 only describe: each interval"
        + " is for itself, outside Holm's family, and no verdict rests on it"
        + (reasons.isEmpty() ? "" : "; -: " + reasons);
  }

  private static String tail(TailEffect t) {
    return t.estimate().isPresent()
        ? Numbers.effect(t.estimate().getAsDouble(), t.interval())
        : "-";
  }
}
