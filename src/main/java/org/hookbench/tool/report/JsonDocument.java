package org.hookbench.tool.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.LatencySummary;
import org.hookbench.framework.analysis.Part;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.analysis.TailEffect;
import org.hookbench.framework.analysis.Traffic;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Warning;

/** The tree of the JSON report. Keys are only ever added; {@code version} counts other changes. */
final class JsonDocument {
  private static final int VERSION = 2;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonDocument() {}

  static ObjectNode of(RunResults results) {
    RunData run = results.run();
    ObjectNode root = NODES.objectNode();
    root.put("format", "hookbench-report");
    root.put("version", VERSION);
    root.put("hookbench", run.version());
    root.put("status", run.status().name());
    root.put("startedMillis", run.startedMillis());
    root.put("wallSeconds", run.wallNanos() / 1e9);
    root.set("arguments", strings(run.arguments()));
    ObjectNode design = root.putObject("design");
    design.put("forks", run.design().forks());
    design.put("stretches", run.design().stretches());
    design.put("seed", run.design().seed());
    root.set("machine", object(run.machine()));
    root.put("confidence", results.confidence());
    root.put("comparisons", results.comparisons());
    root.put("trusted", results.isTrusted());
    root.set("failures", strings(run.failures()));
    root.set("cases", array(results.cases(), (c, n) -> bench(results, c, n)));
    return root;
  }

  private static void bench(RunResults results, CaseResult c, ObjectNode n) {
    n.put("benchmark", c.bench().benchmark());
    n.put("workload", c.bench().workload());
    n.set("params", object(c.bench().params()));
    ObjectNode metric = n.putObject("metric");
    metric.put("name", c.metric().name());
    metric.put("unit", c.metric().unit());
    metric.put("higherIsBetter", c.metric().higherIsBetter());
    n.put("deltaPercent", 100 * c.delta());
    n.put("forks", c.forks());
    n.put("cycles", c.cycles());
    Measurement measurement = results.data(c).measurement();
    n.put("warmupCycles", measurement.warmupCycles());
    n.put("sliceNanos", measurement.sliceNanos());
    n.put("trusted", c.isTrusted());
    n.set("distrust", strings(c.distrust()));
    number(n, "forkCostCycles", c.forkCost());
    number(n, "otherLoadPercent", c.otherLoadPercent());
    n.set("arms", array(c.arms(), (a, x) -> arm(c, a, x)));
    n.set("parts", array(c.parts(), (p, x) -> part(c, p, x)));
  }

  private static void part(CaseResult c, Part p, ObjectNode n) {
    n.put("kind", p.kind().name());
    n.put("arm", p.arm());
    n.put("less", p.less());
    effect(c, p.effect(), n.putObject("effect"));
    number(n, "change", p.change().map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    optional(n, "changeInterval", p.changeInterval(), (i, x) -> interval(i, x, "low", "high"));
    number(n, "runNanos", p.runNanos());
    number(n, "testRunNanos", p.testRunNanos());
  }

  private static void arm(CaseResult c, ArmResult a, ObjectNode n) {
    n.put("id", a.arm().id());
    n.put("hook", a.arm().hook().toString());
    n.put("program", a.arm().program().orElse(""));
    n.put("role", a.arm().role().name());
    number(n, "value", OptionalDouble.of(a.value()));
    optional(n, "effect", a.effect(), (e, x) -> effect(c, e, x));
    number(n, "change", a.change().map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    optional(n, "changeInterval", a.changeInterval(), (i, x) -> interval(i, x, "low", "high"));
    optional(n, "latency", a.latency(), JsonDocument::latency);
    n.set("tails", array(a.tails(), JsonDocument::tail));
    traffic(a.traffic(), n.putObject("traffic"));
    ObjectNode evidence = n.putObject("evidence");
    evidence.set("failures", strings(a.evidence().failures()));
    evidence.set("notes", strings(a.evidence().notes()));
  }

  private static void effect(CaseResult c, Effect e, ObjectNode n) {
    n.put("verdict", e.verdict().label());
    n.put("method", e.method().name());
    number(n, "percent", percent(e.estimate()));
    optional(n, "interval", e.interval(), JsonDocument::percentInterval);
    optional(n, "simultaneous", e.simultaneous(), JsonDocument::percentInterval);
    optional(n, "equivalence", e.ninety(), JsonDocument::percentInterval);
    optional(n, "signTest", e.signTest(), JsonDocument::percentInterval);
    number(n, "p", e.p());
    number(n, "pHolm", e.pHolm());
    number(n, "mdePercent", percent(e.mde()));
    integer(n, "forksToDecide", e.forksToDecide());
    ArrayNode forks = n.putArray("forkPercents");
    for (double log : e.forkEstimates()) {
      forks.add(Effect.percent(log));
    }
    ObjectNode variance = n.putObject("variance");
    number(variance, "withinFork", e.variance().withinFork());
    number(variance, "betweenForks", e.variance().betweenForks());
    number(variance, "ofForkEstimates", e.variance().ofForkEstimates());
    integer(variance, "recommendedCycles", c.recommendedCycles(e));
    ObjectNode drift = n.putObject("drift");
    number(drift, "overForkPercent", percent(e.drift().overFork()));
    number(drift, "p", e.drift().p());
    number(drift, "lag1", e.drift().lag1());
    number(drift, "lag1P", e.drift().lag1P());
    n.set(
        "warnings",
        array(
            e.warnings(),
            (w, x) -> {
              x.put("kind", w.kind().name());
              x.put("text", w.text());
            }));
  }

  private static void percentInterval(Interval i, ObjectNode n) {
    interval(
        new Interval(Effect.percent(i.low()), Effect.percent(i.high()), i.confidence()),
        n,
        "lowPercent",
        "highPercent");
  }

  private static void interval(Interval i, ObjectNode n, String low, String high) {
    n.put(low, i.low());
    n.put(high, i.high());
    n.put("confidence", i.confidence());
  }

  private static void latency(LatencySummary l, ObjectNode n) {
    n.put("operations", l.operations());
    number(n, "minMicros", OptionalDouble.of(l.minMicros()));
    number(n, "meanMicros", OptionalDouble.of(l.meanMicros()));
    number(n, "maxMicros", OptionalDouble.of(l.maxMicros()));
    l.quantiles().forEach(q -> number(n, q.label() + "Micros", q.micros()));
  }

  private static void tail(TailEffect t, ObjectNode n) {
    n.put("quantile", t.q());
    number(n, "percent", percent(t.estimate()));
    optional(n, "interval", t.interval(), JsonDocument::percentInterval);
    n.put("suppressed", t.suppressed().map(Warning::text).orElse(null));
  }

  private static void traffic(Traffic t, ObjectNode n) {
    n.put("packets", t.rxPackets());
    n.put("bytes", t.rxBytes());
    n.put("countedPackets", t.packets());
    n.put("runs", t.hits());
    number(n, "bytesPerRun", t.bytesPerHit());
    number(n, "nanosPerRun", t.nanosPerHit());
    optional(
        n,
        "tcp",
        t.tcp(),
        (tcp, x) -> {
          x.put("congestion", tcp.congestion());
          x.put("transferBytes", tcp.transferBytes());
          x.put("retransmits", tcp.retransmits());
          number(x, "cwndBytes", OptionalDouble.of(tcp.cwndBytes()));
        });
  }

  private static OptionalDouble percent(OptionalDouble log) {
    return log.isPresent()
        ? OptionalDouble.of(Effect.percent(log.getAsDouble()))
        : OptionalDouble.empty();
  }

  private static void integer(ObjectNode n, String key, OptionalInt v) {
    if (v.isPresent()) {
      n.put(key, v.getAsInt());
    } else {
      n.putNull(key);
    }
  }

  /** JSON has no NaN and no infinity. */
  private static void number(ObjectNode n, String key, OptionalDouble v) {
    if (v.isPresent() && Double.isFinite(v.getAsDouble())) {
      n.put(key, v.getAsDouble());
    } else {
      n.putNull(key);
    }
  }

  private static <T> void optional(
      ObjectNode n, String key, Optional<T> value, BiConsumer<T, ObjectNode> fill) {
    if (value.isPresent()) {
      fill.accept(value.get(), n.putObject(key));
    } else {
      n.putNull(key);
    }
  }

  private static <T> ArrayNode array(List<T> values, BiConsumer<T, ObjectNode> fill) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(v -> fill.accept(v, array.addObject()));
    return array;
  }

  private static ArrayNode strings(List<String> values) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(array::add);
    return array;
  }

  private static ObjectNode object(Map<String, String> values) {
    ObjectNode n = NODES.objectNode();
    values.forEach(n::put);
    return n;
  }
}
