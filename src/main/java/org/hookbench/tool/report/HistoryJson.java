package org.hookbench.tool.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.history.HistoryChange;
import org.hookbench.tool.history.HistoryPoint;
import org.hookbench.tool.history.HistoryResults;
import org.hookbench.tool.history.HistoryRun;
import org.hookbench.tool.history.HistorySeries;

/**
 * A history as JSON: {@code format} is {@code hookbench-history}, numbers in full. Every key is
 * always there, with null where there is nothing to say, but for {@code gate}.
 */
final class HistoryJson {
  private static final int VERSION = 1;

  private HistoryJson() {}

  static String of(HistoryResults results, Optional<Gate.Outcome> gate) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", "hookbench-history").put("version", VERSION);
    root.put("confidence", results.confidence()).put("comparisons", results.comparisons());
    root.put("seed", results.seed());
    ArrayNode runs = root.putArray("runs");
    results.runs().forEach(r -> run(runs.addObject(), r));
    ArrayNode series = root.putArray("series");
    results.series().forEach(s -> series(series.addObject(), s));
    texts(root.putArray("notes"), results.notes());
    gate.ifPresent(
        g -> root.putObject("gate").put("outcome", g.name()).put("exitCode", g.exitCode()));
    return JsonReport.text(root);
  }

  private static void run(ObjectNode n, HistoryRun r) {
    n.put("number", r.number()).put("file", r.file().toString());
    n.put("startedMillis", r.startedMillis()).put("status", r.status().name());
    n.put("trusted", r.isTrusted()).put("hookbench", r.version());
    ObjectNode machine = n.putObject("machine");
    r.facts().forEach(machine::put);
  }

  private static void series(ObjectNode n, HistorySeries s) {
    n.put("arm", s.name()).put("workload", s.bench().workload());
    ObjectNode params = n.putObject("params");
    s.bench().params().forEach(params::put);
    n.putObject("metric")
        .put("name", s.metric().name())
        .put("unit", s.metric().unit())
        .put("higherIsBetter", s.metric().higherIsBetter());
    n.put("deltaPercent", 100 * s.delta());
    n.put("runsNeeded", s.fewest());
    n.put("pHolm", s.p().isPresent() ? s.p().getAsDouble() : null);
    ArrayNode points = n.putArray("points");
    s.points().forEach(p -> point(points.addObject(), p));
    ArrayNode changes = n.putArray("changes");
    s.changes().forEach(c -> change(changes.addObject(), c));
    texts(n.putArray("leftOut"), s.leftOut());
  }

  private static void point(ObjectNode n, HistoryPoint p) {
    n.put("run", p.run().number()).put("forks", p.bench().forks());
    n.put("none", p.bench().baseline().value());
    n.put("program", p.program()).put("tag", p.tag());
    estimate(n, "cost", p.cost(), p.arm().changeInterval(), v -> v);
    estimate(
        n,
        "effectPercent",
        p.effect(),
        p.arm().effect().flatMap(Effect::interval),
        Effect::percent);
    n.put("verdict", p.arm().effect().map(e -> e.verdict().label()).orElse(null));
  }

  private static void change(ObjectNode n, HistoryChange c) {
    n.put("before", c.before().run().number()).put("after", c.after().run().number());
    n.put("p", c.p()).put("verdict", c.verdict().label()).put("ofHook", c.ofHook());
    estimate(n, "cost", c.cost().shift(), c.costInterval(), v -> v);
    estimate(n, "effectPercent", c.effect().shift(), c.effectInterval(), Effect::percent);
    estimate(n, "none", c.baseline().shift(), c.baselineInterval(), v -> v);
    texts(n.putArray("alsoChanged"), c.alsoChanged());
  }

  private static void estimate(
      ObjectNode n,
      String key,
      double value,
      Optional<Interval> interval,
      DoubleUnaryOperator scale) {
    n.put(key, scale.applyAsDouble(value));
    n.put(key + "Low", interval.map(i -> scale.applyAsDouble(i.low())).orElse(null));
    n.put(key + "High", interval.map(i -> scale.applyAsDouble(i.high())).orElse(null));
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
