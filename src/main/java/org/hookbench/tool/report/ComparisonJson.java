package org.hookbench.tool.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Warning;
import org.hookbench.tool.compare.Comparison;
import org.hookbench.tool.compare.ComparisonResults;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.compare.Measured;
import org.hookbench.tool.compare.Shift;
import org.hookbench.tool.compare.Side;

/**
 * A comparison as JSON: {@code format} is {@code hookbench-comparison}, numbers in full and in the
 * metric's own unit, {@code worse} as fractions with + for worse. What is not known is absent.
 */
final class ComparisonJson {
  private static final int VERSION = 1;
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build()
          .writerWithDefaultPrettyPrinter();

  private ComparisonJson() {}

  static String of(ComparisonResults results, Optional<Gate.Result> gate) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", "hookbench-comparison").put("version", VERSION);
    root.put("kind", results.kind().name());
    side(root.putObject("base"), results.base());
    ArrayNode others = root.putArray("new");
    results.others().forEach(s -> side(others.addObject(), s));
    root.put("confidence", results.confidence()).put("family", results.family());
    root.put("trusted", results.isTrusted());
    texts(root.putArray("distrust"), results.distrust());
    warnings(root.putArray("warnings"), results.warnings());
    ArrayNode comparisons = root.putArray("comparisons");
    results.comparisons().forEach(c -> comparison(comparisons.addObject(), c, gate));
    texts(root.putArray("gone"), results.gone());
    gate.ifPresent(
        g ->
            root.putObject("gate")
                .put("rule", g.gate().text())
                .put("outcome", g.outcome().name())
                .put("exitCode", g.outcome().exitCode()));
    try {
      return WRITER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree of plain values
    }
  }

  private static void side(ObjectNode node, Side side) {
    node.put("label", side.label());
    ArrayNode files = node.putArray("files");
    side.files().forEach(f -> files.add(f.toString()));
  }

  private static void comparison(ObjectNode node, Comparison c, Optional<Gate.Result> gate) {
    node.put("basis", c.basis().name()).put("new", c.against());
    node.put("workload", c.subject().workload());
    if (!c.subject().arm().isEmpty()) {
      node.put("arm", c.subject().arm());
    }
    node.put("metric", c.subject().metric()).put("unit", c.subject().unit());
    node.put("higherIsBetter", c.subject().higherIsBetter());
    node.put("delta", c.subject().delta());
    measured(node.putObject("baseValues"), c.base());
    measured(node.putObject("newValues"), c.other());
    c.relative().ifPresent(s -> shift(node.putObject("worse"), s));
    c.change().ifPresent(s -> shift(node.putObject("change"), s));
    number(node, "p", c.p());
    number(node, "pHolm", c.pHolm());
    number(node, "mde", c.mde());
    if (c.p().isPresent()) {
      node.put("verdict", c.verdict().name());
    }
    gate.flatMap(g -> g.decisions().stream().filter(d -> d.comparison() == c).findFirst())
        .ifPresent(d -> node.put("gate", d.outcome().name()));
    warnings(node.putArray("warnings"), c.warnings());
  }

  private static void measured(ObjectNode node, Measured m) {
    node.put("n", m.n()).put("median", m.median());
    number(node, "effect", m.effect());
  }

  private static void shift(ObjectNode node, Shift s) {
    node.put("estimate", s.estimate());
    s.interval().ifPresent(i -> interval(node.putObject("interval"), i));
    s.simultaneous().ifPresent(i -> interval(node.putObject("simultaneous"), i));
    s.ninety().ifPresent(i -> interval(node.putObject("ninety"), i));
  }

  private static void interval(ObjectNode node, Interval i) {
    node.put("low", i.low()).put("high", i.high()).put("confidence", i.confidence());
  }

  private static void number(ObjectNode node, String name, OptionalDouble v) {
    if (v.isPresent()) {
      node.put(name, v.getAsDouble());
    }
  }

  private static void texts(ArrayNode node, List<String> texts) {
    texts.forEach(node::add);
  }

  private static void warnings(ArrayNode node, List<Warning> warnings) {
    for (Warning w : warnings) {
      node.addObject().put("kind", w.kind().name()).put("text", w.text());
    }
  }
}
