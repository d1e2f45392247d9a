package org.hookbench.tool.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.LatencySummary;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.analysis.TailEffect;
import org.hookbench.framework.analysis.Traffic;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Warning;

/**
 * A column of the CSV report.
 *
 * @param header its heading, which stays
 * @param meaning for the documentation, with the unit
 * @param value what a row has there: a String, a Number, a Boolean, or "" for nothing
 */
record CsvColumn(String header, String meaning, Function<CsvColumn.Row, Object> value) {
  /** What a row is made from. */
  record Row(RunResults run, CaseResult bench, ArmResult arm) {}

  /** Every column, in order. New ones are added at the end. */
  static final List<CsvColumn> ALL =
      List.of(
          of("benchmark", "the benchmark method's full name", r -> r.bench.bench().benchmark()),
          of("workload", "its workload", r -> r.bench.bench().workload()),
          of("params", "its parameters, name=value, separated by blanks", CsvColumn::params),
          of("arm", "none, null, a hook, or hook/program", r -> r.arm.arm().id()),
          of("hook", "the hook's name", r -> r.arm.arm().hook().toString()),
          of("program", "the program, as the user wrote it", r -> r.arm.arm().program().orElse("")),
          of("role", "BASELINE, NULL or HOOK", r -> r.arm.arm().role().name()),
          of("metric", "what was measured", r -> r.bench.metric().name()),
          of("unit", "of value, change, change_low, change_high", r -> r.bench.metric().unit()),
          of("forks", "complete forks", r -> r.bench.forks()),
          of("cycles", "measured cycles a fork", r -> r.bench.cycles()),
          of(
              "value",
              "typical: the median over forks of the median over cycles; of two arms not paired",
              r -> r.arm.value()),
          of(
              "verdict",
              "of the comparison with none; empty for none itself",
              effect(e -> e.verdict().label())),
          of("effect_percent", "against none; + is worse", effect(e -> percent(e.estimate()))),
          of("low_percent", "its interval's lower end", interval(Effect::interval, Interval::low)),
          of(
              "high_percent",
              "its interval's upper end",
              interval(Effect::interval, Interval::high)),
          of("confidence", "that the interval achieves", confidence()),
          of(
              "change",
              "against none in the metric's unit, paired within cycles",
              r -> orNothing(r.arm.change())),
          of(
              "change_low",
              "its interval's lower end",
              r -> orNothing(r.arm.changeInterval().map(Interval::low))),
          of(
              "change_high",
              "its interval's upper end",
              r -> orNothing(r.arm.changeInterval().map(Interval::high))),
          of(
              "simultaneous_low_percent",
              "lower end where all comparisons hold at once",
              interval(Effect::simultaneous, Interval::low)),
          of(
              "simultaneous_high_percent",
              "upper end where all comparisons hold at once",
              interval(Effect::simultaneous, Interval::high)),
          of("p", "two-sided, of no effect", effect(e -> orNothing(e.p()))),
          of(
              "p_holm",
              "the same after Holm's correction; the null arm's stands alone",
              effect(e -> orNothing(e.pHolm()))),
          of(
              "mde_percent",
              "smallest effect that so many forks show after Holm's correction with 80 % power",
              effect(e -> percent(e.mde()))),
          of(
              "forks_to_decide",
              "about how many would, where nothing is shown",
              effect(e -> e.forksToDecide().isPresent() ? e.forksToDecide().getAsInt() : "")),
          of("delta_percent", "the smallest effect of interest", r -> 100 * r.bench.delta()),
          of("method", "SIGNED_RANK or STUDENT_T", effect(e -> e.method().name())),
          of(
              "warnings",
              "about the numbers, separated by '; '",
              effect(
                  e -> e.warnings().stream().map(Warning::text).collect(Collectors.joining("; ")))),
          of(
              "notes",
              "from the evidence, separated by '; '",
              r -> String.join("; ", r.arm.evidence().notes())),
          of("trusted", "whether this case's numbers can be trusted", r -> r.bench.isTrusted()),
          of("distrust", "why not, separated by '; '", r -> String.join("; ", r.bench.distrust())),
          of(
              "packets",
              "that the receiving device took in, over all forks",
              traffic(Traffic::rxPackets)),
          of("bytes", "of these", traffic(Traffic::rxBytes)),
          of(
              "counted_packets",
              "while the kernel counted the program's runs",
              traffic(Traffic::packets)),
          of("runs", "of the program meanwhile", traffic(Traffic::hits)),
          of(
              "bytes_per_run",
              "which shows what GSO and GRO put together",
              traffic(t -> orNothing(t.bytesPerHit()))),
          of(
              "ns_per_run",
              "as the kernel accounts it, of the median pass, with its floor",
              traffic(t -> orNothing(t.nanosPerHit()))),
          of("congestion", "TCP's congestion control", tcp(Traffic.Tcp::congestion)),
          of("transfer_bytes", "acknowledged, over all forks", tcp(Traffic.Tcp::transferBytes)),
          of("retransmits", "segments sent again, over all forks", tcp(Traffic.Tcp::retransmits)),
          of(
              "cwnd_bytes",
              "congestion window at a fork's end, mean of the forks",
              tcp(Traffic.Tcp::cwndBytes)),
          of("operations", "timed one by one", latency(LatencySummary::operations)),
          of("latency_min_us", "of these, the shortest", latency(LatencySummary::minMicros)),
          of("latency_mean_us", "their mean", latency(LatencySummary::meanMicros)),
          of(
              "latency_p50_us",
              "median; each quantile is the median of the forks' own",
              quantile(0)),
          of("latency_p90_us", "0.9 quantile", quantile(1)),
          of("latency_p99_us", "0.99 quantile", quantile(2)),
          of("latency_p999_us", "0.999 quantile; empty where operations are too few", quantile(3)),
          of("latency_max_us", "the longest", latency(LatencySummary::maxMicros)),
          of("status", "of the run: COMPLETE, PARTIAL or FAILED", r -> r.run.run().status().name()),
          of("started_ms", "the run's beginning, ms since 1970", r -> r.run.run().startedMillis()),
          of("seed", "of every random choice", r -> r.run.run().design().seed()),
          of(
              "p90_effect_percent",
              "of latency_p90_us, against none; descriptive, outside Holm's family",
              tail(0, t -> percent(t.estimate()))),
          of("p90_low_percent", "its interval's lower end", tailEnd(0, Interval::low)),
          of("p90_high_percent", "its interval's upper end", tailEnd(0, Interval::high)),
          of(
              "p99_effect_percent",
              "of latency_p99_us, against none; descriptive, outside Holm's family",
              tail(1, t -> percent(t.estimate()))),
          of("p99_low_percent", "its interval's lower end", tailEnd(1, Interval::low)),
          of("p99_high_percent", "its interval's upper end", tailEnd(1, Interval::high)),
          of(
              "other_load_percent",
              "of the measured CPUs' time, in which they ran something else",
              r -> orNothing(r.bench.otherLoadPercent())));

  private static CsvColumn of(String header, String meaning, Function<Row, Object> value) {
    return new CsvColumn(header, meaning, value);
  }

  private static Object params(Row r) {
    return r.bench.bench().params().entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }

  private static Function<Row, Object> effect(Function<Effect, Object> of) {
    return r -> r.arm.effect().map(of).orElse("");
  }

  private static Function<Row, Object> interval(
      Function<Effect, Optional<Interval>> which, Function<Interval, Double> end) {
    return effect(e -> orNothing(which.apply(e).map(i -> Effect.percent(end.apply(i)))));
  }

  private static Function<Row, Object> confidence() {
    return effect(e -> orNothing(e.interval().map(Interval::confidence)));
  }

  private static Function<Row, Object> traffic(Function<Traffic, Object> of) {
    return r -> of.apply(r.arm.traffic());
  }

  private static Function<Row, Object> tcp(Function<Traffic.Tcp, Object> of) {
    return r -> r.arm.traffic().tcp().map(of).orElse("");
  }

  private static Function<Row, Object> latency(Function<LatencySummary, Object> of) {
    return r -> r.arm.latency().map(of).orElse("");
  }

  private static Function<Row, Object> quantile(int i) {
    return latency(l -> orNothing(l.quantiles().get(i).micros()));
  }

  private static Function<Row, Object> tail(int i, Function<TailEffect, Object> of) {
    return r -> r.arm.tails().isEmpty() ? "" : of.apply(r.arm.tails().get(i));
  }

  private static Function<Row, Object> tailEnd(int i, Function<Interval, Double> end) {
    return tail(i, t -> orNothing(t.interval().map(v -> Effect.percent(end.apply(v)))));
  }

  private static Object percent(OptionalDouble log) {
    return log.isPresent() ? Effect.percent(log.getAsDouble()) : "";
  }

  private static Object orNothing(OptionalDouble v) {
    return v.isPresent() ? v.getAsDouble() : "";
  }

  private static Object orNothing(Optional<Double> v) {
    return v.isPresent() ? v.get() : "";
  }
}
