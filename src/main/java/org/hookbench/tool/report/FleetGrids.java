package org.hookbench.tool.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.stats.RandomEffects;
import org.hookbench.tool.fleet.FleetCase;
import org.hookbench.tool.fleet.FleetEffect;
import org.hookbench.tool.fleet.FleetHook;
import org.hookbench.tool.fleet.FleetResults;
import org.hookbench.tool.fleet.Machine;

/** The tables of a fleet that reports have in common, and the words below them. */
final class FleetGrids {
  private static final String UNTRUSTED = "UNTRUSTED";

  private FleetGrids() {}

  /** {@code cost in ns/packet, delta 1 %}. */
  static String measure(FleetCase c) {
    return c.metric().name()
        + " in "
        + c.metric().unit()
        + ", delta "
        + Numbers.chosen(100 * c.delta())
        + " %";
  }

  /** A row a hook and machine, and below each hook one over the machines. */
  static Grid effects(FleetResults results, FleetCase c) {
    ArmNames names = names(c);
    Direction own = Direction.of(c.metric());
    Grid grid =
        new Grid()
            .text("hook", "machine")
            .numbers("none, " + c.metric().unit())
            .text("change, % [interval]", "answer");
    for (FleetHook h : c.hooks()) {
      for (FleetEffect e : h.effects()) {
        grid.row(
            List.of(
                names.ofId(h.name()),
                Plain.text(e.machine()),
                Numbers.value(e.bench().baseline().value()),
                e.arm().effect().map(x -> Numbers.effect(own, x)).orElse(""),
                e.bench().isTrusted() ? Verdicts.full(e.arm(), c.metric()) : UNTRUSTED));
      }
      h.summary()
          .ifPresent(
              s ->
                  grid.row(
                      List.of(
                          names.ofId(h.name()),
                          "all " + s.machines(),
                          "",
                          Numbers.effect(
                              own.log(s.estimate()),
                              own.log(Optional.of(s.interval(results.confidence())))),
                          Verdicts.word(h.verdict(), c.metric().unit()))));
    }
    return grid;
  }

  /** The style sheet's names for the verdicts of {@link #effects}. */
  static List<String> styles(FleetCase c) {
    List<String> styles = new ArrayList<>();
    for (FleetHook h : c.hooks()) {
      h.effects()
          .forEach(e -> styles.add(e.bench().isTrusted() ? Verdicts.styleName(e.arm()) : "worse"));
      h.summary().ifPresent(s -> styles.add(Verdicts.styleName(h.verdict())));
    }
    return styles;
  }

  /** How the machines differ; no row for a hook without a summary. */
  static Grid between(FleetResults results, FleetCase c) {
    ArmNames names = names(c);
    Grid grid =
        new Grid()
            .text("hook")
            .numbers("p", "tau, %", "I2, %", "Q (df)", "p of Q")
            .text("a further machine, %");
    for (FleetHook h : c.hooks()) {
      h.summary()
          .ifPresent(
              s ->
                  grid.row(
                      List.of(
                          names.ofId(h.name()),
                          Numbers.p(h.pHolm()),
                          Numbers.share(s.tau()),
                          String.format(Locale.ROOT, "%.0f", 100 * s.shareBetween()),
                          q(s),
                          Numbers.p(OptionalDouble.of(s.heterogeneityP())),
                          range(results, Direction.of(c.metric()), s))));
    }
    return grid;
  }

  /** What the hooks of a case are called. */
  static ArmNames names(FleetCase c) {
    return ArmNames.ofIds(c.hooks().stream().map(FleetHook::name));
  }

  private static String q(RandomEffects s) {
    return Numbers.value(s.q()) + " (" + (s.machines() - 1) + ")";
  }

  /** The ends of the prediction interval, with the decimals that its width calls for. */
  private static String range(FleetResults results, Direction own, RandomEffects s) {
    String text =
        Numbers.effect(
            own.log(s.estimate()), own.log(Optional.of(s.prediction(results.confidence()))));
    return text.substring(text.indexOf('[') + 1, text.indexOf(']')).replace(", ", " .. ");
  }

  /** Which run is whose. */
  static Grid machines(FleetResults results) {
    Grid grid = new Grid().text("machine", "kernel", "run of", "file");
    for (Machine m : results.machines()) {
      grid.row(
          List.of(
              Plain.text(m.name()),
              Plain.text(m.facts().getOrDefault("kernel", "unknown").replaceFirst(" .*", "")),
              HtmlModel.TIME.format(Instant.ofEpochMilli(m.startedMillis())),
              Plain.text(results.folder().relativize(m.file()).toString())));
    }
    return grid;
  }

  /** How to read the numbers. */
  static String legend(FleetResults results) {
    String percent = Numbers.chosen(100 * results.confidence());
    return String.format(
        Locale.ROOT,
        "Changes are the metric's own (a goodput that falls is -), against none of the same machine. all N: the mean over machines of a"
            + " random-effects model, tau by %s, with the interval of Hartung and Knapp (%s %%,"
            + " Student's t, never narrower than the machines' own errors); p is Holm's over %d"
            + " summar%s. tau: standard deviation of the true effects between machines; I2: its"
            + " share in the differences seen; p of Q: the chance of such differences if all had"
            + " one effect; a further machine: where its effect is to be expected (%s %%).",
        results.estimator().words(),
        percent,
        results.comparisons(),
        results.comparisons() == 1 ? "y" : "ies",
        percent);
  }
}
