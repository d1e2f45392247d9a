package org.hookbench.tool.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.analysis.Traffic;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.stats.Change;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Verdict;

/**
 * A run as text of OpenMetrics 1.0, for the textfile collector of Prometheus' node_exporter. That
 * reads the older text format, to which {@code # UNIT} and {@code # EOF} are comments; it knows no
 * type beside those of that format and refuses times, so all metrics are gauges without one.
 *
 * <p>Units are OpenMetrics' base units: every cost is in seconds an operation, also that of a
 * workload that measures a rate. What does not exist, as an interval from three forks, has no
 * sample.
 */
final class OpenMetricsReport implements ReportFormat {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  /** What the samples of a metric are of. */
  private record Sample(CaseResult bench, ArmResult arm) {
    Map<String, String> labels() {
      Map<String, String> labels = ofCase(bench);
      labels.put("hook", arm.arm().hook().toString());
      labels.put("program", arm.arm().program().orElse(""));
      return labels;
    }

    Optional<Effect> effect() {
      return arm.effect().filter(e -> e.estimate().isPresent());
    }

    OptionalDouble effect(Function<Interval, Double> end) {
      return optional(
          arm.effect().flatMap(Effect::interval).map(end).map(v -> Effect.percent(v) / 100));
    }

    OptionalDouble cost(Function<Interval, Double> end) {
      return optional(arm.nanos().flatMap(Change::interval).map(end).map(v -> v / NANOS));
    }
  }

  private final StringBuilder out = new StringBuilder();

  @Override
  public String name() {
    return "openmetrics";
  }

  /** What the textfile collector reads. */
  @Override
  public String ending() {
    return "prom";
  }

  @Override
  public String render(RunResults results) {
    return new OpenMetricsReport().text(results);
  }

  private String text(RunResults results) {
    run(results);
    bench(results);
    List<Sample> hooks =
        results.cases().stream()
            .flatMap(
                c ->
                    c.arms().stream()
                        .filter(a -> a.arm().role() == Arm.Role.HOOK)
                        .map(a -> new Sample(c, a)))
            .toList();
    family("hook_cost", "seconds", "What the hook adds to the time of an operation.");
    each(hooks, "hook_cost_seconds", s -> optional(s.arm.nanos().map(n -> n.estimate() / NANOS)));
    family("hook_cost_low", "seconds", "The lower end of the interval of the cost.");
    each(hooks, "hook_cost_low_seconds", s -> s.cost(Interval::low));
    family("hook_cost_high", "seconds", "The upper end of the interval of the cost.");
    each(hooks, "hook_cost_high_seconds", s -> s.cost(Interval::high));
    family("hook_effect", "ratio", "The cost as a share of none; above 0 is worse.");
    each(
        hooks,
        "hook_effect_ratio",
        s -> optional(s.effect().map(e -> Effect.percent(e.estimate().orElseThrow()) / 100)));
    family("hook_effect_low", "ratio", "The lower end of the interval of the effect.");
    each(hooks, "hook_effect_low_ratio", s -> s.effect(Interval::low));
    family("hook_effect_high", "ratio", "The upper end of the interval of the effect.");
    each(hooks, "hook_effect_high_ratio", s -> s.effect(Interval::high));
    verdicts(hooks);
    programs(hooks);
    return out.append("# EOF\n").toString();
  }

  private void run(RunResults results) {
    RunData run = results.run();
    family("run_start_timestamp", "seconds", "When the run began, since 1970.");
    sample(
        "run_start_timestamp_seconds", Map.of(), OptionalDouble.of(run.startedMillis() / MILLIS));
    family("run_complete", "", "1 where every fork of the run came to its end.");
    sample("run_complete", Map.of(), flag(run.status() == RunData.Status.COMPLETE));
    family("run_info", "", "What measured, and on what.");
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("version", run.version());
    for (String fact : List.of("kernel", "libbpf", "cpu")) {
      labels.put(fact, run.machine().getOrDefault(fact, "unknown"));
    }
    sample("run_info", labels, OptionalDouble.of(1));
  }

  private void bench(RunResults results) {
    family("case_trusted", "", "1 where the evidence supports the numbers of the case.");
    results.cases().forEach(c -> sample("case_trusted", ofCase(c), flag(c.isTrusted())));
    family("case_forks", "", "Complete forks of the case.");
    results.cases().forEach(c -> sample("case_forks", ofCase(c), OptionalDouble.of(c.forks())));
    family("none", "seconds", "The time of an operation without a hook.");
    results
        .cases()
        .forEach(
            c ->
                sample(
                    "none_seconds",
                    ofCase(c),
                    OptionalDouble.of(c.metric().nanosPerOperation(c.baseline().value()) / NANOS)));
  }

  private void verdicts(List<Sample> hooks) {
    family("hook_verdict", "", "1 for what is claimed of the hook against none, 0 for all else.");
    for (Sample s : hooks) {
      for (Verdict verdict : Verdict.values()) {
        Map<String, String> labels = s.labels();
        labels.put("verdict", verdict.label());
        sample(
            "hook_verdict",
            labels,
            flag(s.arm.effect().map(e -> e.verdict() == verdict).orElse(false)));
      }
    }
  }

  private void programs(List<Sample> hooks) {
    family("program_info", "", "The kernel's hash of the program's instructions.");
    for (Sample s : hooks) {
      s.arm
          .traffic()
          .code()
          .map(Traffic.Code::tag)
          .filter(t -> !t.isEmpty())
          .ifPresent(
              tag -> {
                Map<String, String> labels = s.labels();
                labels.put("tag", tag);
                sample("program_info", labels, OptionalDouble.of(1));
              });
    }
  }

  private void each(List<Sample> samples, String name, Function<Sample, OptionalDouble> value) {
    samples.forEach(s -> sample(name, s.labels(), value.apply(s)));
  }

  private static Map<String, String> ofCase(CaseResult c) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("workload", c.bench().workload());
    labels.put(
        "params",
        c.bench().params().entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" ")));
    labels.put("metric", c.metric().name());
    labels.put("operation", c.metric().operation());
    return labels;
  }

  /** The unit ends the name, as OpenMetrics wants it. */
  private void family(String name, String unit, String help) {
    String full = "hookbench_" + name + (unit.isEmpty() ? "" : "_" + unit);
    out.append("# HELP ").append(full).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(full).append(" gauge\n");
    if (!unit.isEmpty()) {
      out.append("# UNIT ").append(full).append(' ').append(unit).append('\n');
    }
  }

  private void sample(String name, Map<String, String> labels, OptionalDouble value) {
    if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
      return;
    }
    out.append("hookbench_").append(name);
    if (!labels.isEmpty()) {
      out.append(
          labels.entrySet().stream()
              .map(l -> l.getKey() + "=\"" + escape(l.getValue()) + "\"")
              .collect(Collectors.joining(",", "{", "}")));
    }
    out.append(' ').append(number(value.getAsDouble())).append('\n');
  }

  private static String escape(String value) {
    return Plain.text(value).replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String number(double value) {
    return Double.toString(value + 0.0).replace('E', 'e'); // and no negative zero
  }

  private static OptionalDouble flag(boolean set) {
    return OptionalDouble.of(set ? 1 : 0);
  }

  private static OptionalDouble optional(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}
