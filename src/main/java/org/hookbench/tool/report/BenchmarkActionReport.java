package org.hookbench.tool.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.analysis.Traffic;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.stats.Interval;
import org.hookbench.tool.compare.CaseNames;

/**
 * A run as GitHub's action github-action-benchmark takes it from the tool {@code
 * customSmallerIsBetter}: an array with an entry a hook and case. The value is what the hook adds
 * to none in the metric's unit, and of a rate what of it is lost, so that smaller is better for
 * each. A name is the same in every run with the same hook, program, workload and parameters.
 *
 * <p>Source: the action's README, and {@code src/extract.ts}.
 */
final class BenchmarkActionReport implements ReportFormat {
  @Override
  public String name() {
    return "github-action-benchmark";
  }

  @Override
  public String render(RunResults results) {
    ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    for (CaseResult c : results.cases()) {
      for (ArmResult a : c.arms()) {
        if (a.arm().role() == Arm.Role.HOOK && a.change().isPresent()) {
          entry(entries.addObject(), results, c, a);
        }
      }
    }
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(entries) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values", e);
    }
  }

  private static void entry(ObjectNode n, RunResults results, CaseResult c, ArmResult a) {
    boolean rate = c.metric().higherIsBetter();
    double worse = rate ? -1 : 1;
    double value = worse * a.change().orElseThrow();
    Optional<Interval> interval = a.changeInterval();
    Optional<Interval> own =
        rate ? interval.map(i -> new Interval(-i.high(), -i.low(), i.confidence())) : interval;
    n.put("name", name(c, a));
    n.put("unit", Plain.text(c.metric().unit()));
    n.put("value", value + 0.0); // and no negative zero
    if (own.isPresent()) {
      n.put("range", Numbers.changeRange(Optional.of(value), own, " .. "));
    }
    n.put("extra", String.join("\n", extra(results, c, a)));
  }

  private static String name(CaseResult c, ArmResult a) {
    return Plain.text(
        a.arm().hook()
            + a.arm().program().map(p -> "/" + p).orElse("")
            + " of "
            + CaseNames.title(c.bench())
            + ": "
            + c.metric().name()
            + (c.metric().higherIsBetter() ? " lost" : " added"));
  }

  /** A fact a line. */
  private static List<String> extra(RunResults results, CaseResult c, ArmResult a) {
    List<String> lines = new ArrayList<>();
    a.effect().ifPresent(e -> lines.add("verdict: " + e.verdict().label()));
    Direction own = Direction.of(c.metric());
    a.effect().ifPresent(e -> lines.add("change: " + Numbers.effect(own, e) + " %"));
    lines.add("none: " + Numbers.value(c.baseline().value()) + " " + c.metric().unit());
    lines.add("forks: " + c.forks());
    lines.add("kernel: " + results.run().machine().getOrDefault("kernel", "unknown"));
    lines.add(
        "program tag: "
            + a.traffic()
                .code()
                .map(Traffic.Code::tag)
                .filter(t -> !t.isEmpty())
                .orElse("unknown"));
    c.distrust().forEach(why -> lines.add("untrusted: " + why));
    return lines.stream().map(Plain::text).toList();
  }
}
