package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Warning;
import org.hookbench.tool.compare.Comparison;
import org.hookbench.tool.compare.ComparisonResults;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.compare.Shift;

/**
 * A comparison as CSV (RFC 4180): a line a comparison, numbers in full and in the metric's own
 * unit, worse_* as fractions with + for worse, an empty field where there is nothing.
 */
final class ComparisonCsv {
  private static final List<String> HEADER =
      List.of(
          "basis",
          "base",
          "new",
          "workload",
          "arm",
          "metric",
          "unit",
          "higher_is_better",
          "delta",
          "base_n",
          "base_median",
          "base_effect",
          "new_n",
          "new_median",
          "new_effect",
          "worse",
          "worse_low",
          "worse_high",
          "confidence",
          "worse_simultaneous_low",
          "worse_simultaneous_high",
          "change",
          "change_low",
          "change_high",
          "p",
          "p_holm",
          "mde",
          "verdict",
          "trusted",
          "gate",
          "warnings");

  private ComparisonCsv() {}

  static String of(ComparisonResults results, Optional<Gate.Result> gate) {
    StringBuilder out = new StringBuilder(String.join(",", HEADER)).append("\r\n");
    for (Comparison c : results.comparisons()) {
      out.append(String.join(",", line(results, c, gate))).append("\r\n");
    }
    return out.toString();
  }

  private static List<String> line(
      ComparisonResults results, Comparison c, Optional<Gate.Result> gate) {
    List<String> line = new ArrayList<>();
    line.add(c.basis().name());
    line.add(SafeText.csv(results.base().label()));
    line.add(SafeText.csv(c.against()));
    line.add(SafeText.csv(c.subject().workload()));
    line.add(SafeText.csv(c.subject().arm()));
    line.add(SafeText.csv(c.subject().metric()));
    line.add(SafeText.csv(c.subject().unit()));
    line.add(Boolean.toString(c.subject().higherIsBetter()));
    line.add(Double.toString(c.subject().delta()));
    line.add(Integer.toString(c.base().n()));
    line.add(Double.toString(c.base().median()));
    line.add(number(c.base().effect()));
    line.add(Integer.toString(c.other().n()));
    line.add(Double.toString(c.other().median()));
    line.add(number(c.other().effect()));
    shift(line, c.relative());
    line.add(
        c.relative()
            .or(c::change)
            .flatMap(Shift::interval)
            .map(i -> Double.toString(i.confidence()))
            .orElse(""));
    ends(line, c.relative().flatMap(Shift::simultaneous));
    shift(line, c.change());
    line.add(number(c.p()));
    line.add(number(c.pHolm()));
    line.add(number(c.mde()));
    line.add(c.p().isEmpty() ? "" : c.verdict().name());
    line.add(Boolean.toString(results.isTrusted()));
    line.add(
        gate.flatMap(g -> g.decisions().stream().filter(d -> d.comparison() == c).findFirst())
            .map(d -> d.outcome().name())
            .orElse(""));
    line.add(
        SafeText.csv(c.warnings().stream().map(Warning::text).collect(Collectors.joining("; "))));
    return line;
  }

  private static void shift(List<String> line, Optional<Shift> shift) {
    line.add(shift.map(s -> Double.toString(s.estimate())).orElse(""));
    ends(line, shift.flatMap(Shift::interval));
  }

  private static void ends(List<String> line, Optional<Interval> interval) {
    line.add(interval.map(i -> Double.toString(i.low())).orElse(""));
    line.add(interval.map(i -> Double.toString(i.high())).orElse(""));
  }

  private static String number(OptionalDouble v) {
    return v.isPresent() ? Double.toString(v.getAsDouble()) : "";
  }
}
