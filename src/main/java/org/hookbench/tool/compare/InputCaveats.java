package org.hookbench.tool.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hookbench.framework.stats.Warning;
import org.hookbench.tool.input.InputResult;

/** What must be known of two sides beside their samples. */
final class InputCaveats {
  private InputCaveats() {}

  /** Why two sides share no metric of a workload. */
  static String nothingCommon(InputSide base, InputSide other) {
    boolean sameWorkloads = workloads(base).equals(workloads(other));
    return (sameWorkloads ? "no common metric: " : "different workloads: ")
        + base.side().names()
        + " has "
        + (sameWorkloads ? metrics(base) : workloads(base))
        + "; "
        + other.side().names()
        + " has "
        + (sameWorkloads ? metrics(other) : workloads(other));
  }

  /** What only one side has, and what both name alike. */
  static List<Warning> notInBoth(InputSide base, InputSide other, Request request) {
    List<Warning> warnings = new ArrayList<>();
    warnings.addAll(onlyIn(base, other, request));
    warnings.addAll(onlyIn(other, base, request));
    base.side().files().stream()
        .filter(other.side().files()::contains)
        .forEach(
            f ->
                warnings.add(
                    new Warning(
                        Warning.Kind.TOOL, f + " is on both sides: it differs in nothing")));
    return warnings;
  }

  /** What the readers had to say, once a text, with the files unless it is all of a tool's. */
  static List<Warning> notes(List<InputSide> sides) {
    Map<String, List<InputResult>> said = new LinkedHashMap<>();
    List<InputResult> files = sides.stream().flatMap(s -> s.files().stream()).toList();
    for (InputResult file : files) {
      file.notes().forEach(n -> said.computeIfAbsent(n, k -> new ArrayList<>()).add(file));
    }
    List<Warning> warnings = new ArrayList<>();
    said.forEach(
        (note, by) -> {
          String tool = by.get(0).tool();
          boolean all = by.size() == files.stream().filter(f -> f.tool().equals(tool)).count();
          String where =
              all
                  ? ""
                  : by.stream()
                      .map(InputResult::file)
                      .distinct()
                      .collect(Collectors.joining(", ", " (", ")"));
          warnings.add(new Warning(Warning.Kind.TOOL, note + where));
        });
    return warnings;
  }

  /** What the base has and another side lacks. */
  static List<String> gone(InputSide base, InputSide other, Request request) {
    return onlyOf(base, other, request).entrySet().stream()
        .map(e -> other.label() + " lacks " + e.getKey() + ", " + e.getValue())
        .toList();
  }

  private static List<Warning> onlyIn(InputSide side, InputSide than, Request request) {
    return onlyOf(side, than, request).entrySet().stream()
        .map(
            e ->
                new Warning(
                    Warning.Kind.NOT_IN_BOTH,
                    "not compared, only "
                        + side.label()
                        + " (and not "
                        + than.label()
                        + ") has it: "
                        + e.getKey()
                        + ", "
                        + e.getValue()))
        .toList();
  }

  /** Metrics by workload that one side has and the other has not. */
  private static Map<String, String> onlyOf(InputSide side, InputSide than, Request request) {
    return side.series().keySet().stream()
        .filter(k -> !than.series().containsKey(k) && request.wantsMetric(k.metric()))
        .collect(
            Collectors.groupingBy(
                Series.Key::workload,
                LinkedHashMap::new,
                Collectors.mapping(Series.Key::metric, Collectors.joining(", "))));
  }

  private static String workloads(InputSide side) {
    return side.series().keySet().stream()
        .map(Series.Key::workload)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String metrics(InputSide side) {
    return side.series().keySet().stream()
        .map(Series.Key::metric)
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
