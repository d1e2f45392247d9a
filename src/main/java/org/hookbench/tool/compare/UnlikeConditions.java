package org.hookbench.tool.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hookbench.framework.stats.Warning;
import org.hookbench.tool.input.Condition;
import org.hookbench.tool.input.InputSample;

/**
 * The conditions in which the runs of one metric differ, within a side or between two. A condition
 * that not every run tells is not looked at.
 *
 * @param key the metric
 * @param texts by condition, e.g. {@code duration: a 20 s | b 10 s}
 */
record UnlikeConditions(Series.Key key, Map<Condition, String> texts) {
  private static final int MOST_NAMED = 3;

  static UnlikeConditions of(String baseLabel, Series base, String otherLabel, Series other) {
    Map<Condition, String> texts = new EnumMap<>(Condition.class);
    for (Condition condition : Condition.values()) {
      Optional<Set<String>> a = values(base, condition);
      Optional<Set<String>> b = values(other, condition);
      if (a.isPresent() && b.isPresent() && !(a.get().size() == 1 && a.equals(b))) {
        texts.put(
            condition,
            condition.label()
                + ": "
                + baseLabel
                + " "
                + named(a.get())
                + " | "
                + otherLabel
                + " "
                + named(b.get()));
      }
    }
    return new UnlikeConditions(Series.Key.of(base.any()), texts);
  }

  /** Those from which the metric follows. */
  List<Condition> deciding() {
    return texts.keySet().stream().filter(c -> c.decides(key.metric())).toList();
  }

  /** Why the metric is not judged. */
  Warning reason() {
    return new Warning(
        Warning.Kind.UNLIKE_RUNS,
        "not judged: it depends on what differs ("
            + deciding().stream().map(Condition::label).collect(Collectors.joining(", "))
            + ")");
  }

  /** A note a difference, with the workloads unless it is that of all. */
  static List<Warning> notes(List<UnlikeConditions> all) {
    Map<String, Set<String>> workloadsOf = new LinkedHashMap<>();
    Set<String> workloads = new LinkedHashSet<>();
    for (UnlikeConditions one : all) {
      workloads.add(one.key.workload());
      for (String text : one.texts.values()) {
        workloadsOf.computeIfAbsent(text, t -> new LinkedHashSet<>()).add(one.key.workload());
      }
    }
    List<Warning> notes = new ArrayList<>();
    workloadsOf.forEach(
        (text, of) ->
            notes.add(
                new Warning(
                    Warning.Kind.UNLIKE_RUNS,
                    text + (of.equals(workloads) ? "" : " (" + named(of) + ")"))));
    return notes;
  }

  private static Optional<Set<String>> values(Series series, Condition condition) {
    Set<String> found = new LinkedHashSet<>();
    for (InputSample s : series.samples()) {
      String value = s.conditions().get(condition);
      if (value == null) {
        return Optional.empty();
      }
      found.add(value);
    }
    return Optional.of(found);
  }

  private static String named(Set<String> values) {
    String some = values.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return values.size() <= MOST_NAMED
        ? some
        : some + " and " + (values.size() - MOST_NAMED) + " more";
  }
}
