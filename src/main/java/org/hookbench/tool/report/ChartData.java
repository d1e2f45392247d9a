package org.hookbench.tool.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.LaneCorrection;
import org.hookbench.framework.analysis.PairedDifferences;
import org.hookbench.framework.analysis.QuantileDifferences;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What the charts of the HTML report are drawn from, as JSON that may stand in a script element.
 */
final class ChartData {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final MathContext DRAWN = new MathContext(5);

  /**
   * Points a hook in the chart of the paired differences: few enough for each to be the median of
   * several cycles in a run of ordinary length, so that a single far slice does not draw a spike.
   */
  static final int DRIFT_POINTS = 120;

  private ChartData() {}

  static String of(RunResults results) {
    return safeInScript(tree(results));
  }

  /** The same before it is text. */
  static ObjectNode tree(RunResults results) {
    ArrayNode cases = NODES.arrayNode();
    for (CaseResult c : results.cases()) {
      cases.add(bench(c, results.data(c), results.confidence()));
    }
    ObjectNode root = NODES.objectNode();
    root.set("cases", cases);
    return root;
  }

  private static ObjectNode bench(CaseResult c, CaseData data, double confidence) {
    CaseData corrected = LaneCorrection.of(data);
    ObjectNode n = NODES.objectNode();
    n.put("delta", 100 * c.delta());
    ArmNames names = ArmNames.of(c);
    ArrayNode arms = n.putArray("arms");
    for (int i = 0; i < c.arms().size(); i++) {
      arms.add(arm(c, names, corrected, i, confidence));
    }
    return n;
  }

  private static ObjectNode arm(
      CaseResult c, ArmNames names, CaseData data, int index, double confidence) {
    ArmResult a = c.arms().get(index);
    Direction own = Direction.of(c.metric());
    ObjectNode n = NODES.objectNode();
    n.put("index", index);
    n.put("id", names.of(a.arm()));
    n.put("verdict", Verdicts.full(a, c.metric()));
    n.put("text", a.effect().map(e -> Numbers.effect(own, e)).orElse(""));
    n.put(
        "percent",
        a.effect()
            .filter(e -> e.estimate().isPresent())
            .map(e -> drawn(own.percent(e.estimate().getAsDouble())))
            .orElse(null));
    n.put("low", end(own, a, Interval::low));
    n.put("high", end(own, a, Interval::high));
    ArrayNode quantiles = n.putArray("quantiles");
    if (a.effect().isPresent()) {
      QuantileDifferences.of(data, index, confidence)
          .points()
          .forEach(p -> point(quantiles.addArray(), p));
    }
    ArrayNode forks = n.putArray("forks");
    if (a.effect().isPresent()) {
      for (List<PairedDifferences.Point> fork :
          PairedDifferences.of(data, index, DRIFT_POINTS).forks()) {
        ArrayNode points = forks.addArray();
        fork.forEach(
            p ->
                points
                    .addArray()
                    .add(drawn(p.fork()))
                    .add(drawn(100 * own.fraction(p.percent() / 100))));
      }
    }
    return n;
  }

  /** Of a quantile: where it is, its difference in per cent, and the two ends of its interval. */
  private static void point(ArrayNode n, QuantileDifferences.Point p) {
    n.add(drawn(p.nines())).add(drawn(Effect.percent(p.estimate())));
    p.interval()
        .ifPresent(i -> n.add(drawn(Effect.percent(i.low()))).add(drawn(Effect.percent(i.high()))));
  }

  private static @Nullable BigDecimal end(
      Direction own, ArmResult a, Function<Interval, Double> end) {
    Optional<Interval> interval = own.log(a.effect().flatMap(Effect::interval));
    return interval.map(i -> drawn(Effect.percent(end.apply(i)))).orElse(null);
  }

  /** As exact as a screen can show. */
  static BigDecimal drawn(double v) {
    return new BigDecimal(v).round(DRAWN);
  }

  /** The tree as JSON that can't end the script element it stands in. */
  static String safeInScript(JsonNode root) {
    try {
      return new ObjectMapper()
          .writeValueAsString(root)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values", e);
    }
  }
}
