package org.hookbench.tool.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.Budget;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.HookChain;
import org.hookbench.framework.workload.Metric;
import org.hookbench.tool.compare.CaseKey;
import org.hookbench.tool.compare.CaseNames;

/**
 * The runs in which one hook was measured in one way: the same workload, parameters and metric, and
 * the same program, or the only one of the user's at that hook in each of them, whatever it was
 * called.
 *
 * @param name the arm's id in the newest run
 * @param key what the runs have in common
 * @param points in the order of time
 * @param leftOut the other runs and why, one line a reason
 */
record SeriesPoints(String name, CaseKey key, List<HistoryPoint> points, List<String> leftOut) {
  private record HookKey(CaseKey bench, HookChain hook, Optional<String> program) {}

  BenchCase bench() {
    return key.bench();
  }

  Metric metric() {
    return points.get(0).bench().metric();
  }

  double delta() {
    return points.stream().mapToDouble(p -> p.bench().delta()).max().orElseThrow();
  }

  /** Every series, in the order in which they begin. */
  static List<SeriesPoints> of(List<HistoryRun> runs, HistoryRequest request) {
    Map<HookKey, List<HistoryPoint>> found = new LinkedHashMap<>();
    for (HistoryRun run : runs) {
      for (CaseResult c : run.cases()) {
        for (ArmResult a : wanted(c, request)) {
          Arm arm = a.arm();
          found
              .computeIfAbsent(
                  new HookKey(CaseKey.of(c), arm.hook(), arm.program()), k -> new ArrayList<>())
              .add(new HistoryPoint(run, c, a));
        }
      }
    }
    List<SeriesPoints> series = new ArrayList<>();
    oneProgramEach(found).forEach((key, points) -> series.add(series(key, points, runs)));
    series.removeIf(s -> s.points.isEmpty());
    return series;
  }

  /** Why there is no series. */
  static String nothing(List<HistoryRun> runs, HistoryRequest request) {
    String has =
        runs.stream()
            .flatMap(r -> r.cases().stream())
            .flatMap(c -> hooks(c).map(a -> a.arm().id() + " of " + c.bench().workload()))
            .distinct()
            .collect(Collectors.joining(", "));
    Set<String> asked = new LinkedHashSet<>(request.hooks());
    asked.addAll(request.workloads());
    return runs.size()
        + " runs: none has "
        + (asked.isEmpty() ? "a hook whose numbers can be used" : String.join(", ", asked))
        + "; they have "
        + (has.isEmpty() ? "no complete fork" : has);
  }

  private static Stream<ArmResult> hooks(CaseResult c) {
    return c.arms().stream().filter(a -> a.arm().role() == Arm.Role.HOOK);
  }

  /** As a gate's rule picks them: beside other programs {@code pass} only where it is named. */
  private static List<ArmResult> wanted(CaseResult c, HistoryRequest request) {
    if (!request.workloads().isEmpty() && !request.workloads().contains(c.bench().workload())) {
      return List.of();
    }
    List<ArmResult> judged = Budget.judged(c);
    if (request.hooks().isEmpty()) {
      return judged;
    }
    return hooks(c)
        .filter(
            a ->
                request.hooks().contains(a.arm().id())
                    || judged.contains(a) && request.hooks().contains(a.arm().hook().toString()))
        .toList();
  }

  /**
   * Puts the user's programs of a hook together where no run has more than one of them there: a
   * program keeps its place in a project, not its file's name or its constants.
   */
  private static Map<HookKey, List<HistoryPoint>> oneProgramEach(
      Map<HookKey, List<HistoryPoint>> found) {
    Map<HookKey, List<HookKey>> ofHook = new LinkedHashMap<>();
    for (HookKey key : found.keySet()) {
      if (!key.program().equals(Optional.of(Arm.EMPTY_PROGRAM))) {
        ofHook
            .computeIfAbsent(
                new HookKey(key.bench(), key.hook(), Optional.empty()), k -> new ArrayList<>())
            .add(key);
      }
    }
    Map<HookKey, List<HistoryPoint>> together = new LinkedHashMap<>(found);
    ofHook.forEach(
        (hook, keys) -> {
          Map<Integer, HistoryPoint> byRun = new TreeMap<>();
          int points = 0;
          for (HookKey key : keys) {
            for (HistoryPoint p : found.getOrDefault(key, List.of())) {
              byRun.put(p.run().number(), p);
              points++;
            }
          }
          if (points == byRun.size()) {
            keys.subList(1, keys.size()).forEach(together::remove);
            together.put(keys.get(0), List.copyOf(byRun.values()));
          }
        });
    return together;
  }

  private static SeriesPoints series(HookKey key, List<HistoryPoint> found, List<HistoryRun> runs) {
    Map<Integer, HistoryPoint> byRun = new TreeMap<>();
    found.forEach(p -> byRun.putIfAbsent(p.run().number(), p));
    List<HistoryPoint> points = new ArrayList<>();
    Map<String, List<Integer>> leftOut = new LinkedHashMap<>();
    for (HistoryRun run : runs) {
      HistoryPoint point = byRun.get(run.number());
      Optional<String> why = point == null ? Optional.of(absent(run, key)) : unusable(point);
      if (point != null && why.isEmpty()) {
        points.add(point);
      } else {
        leftOut.computeIfAbsent(why.orElseThrow(), w -> new ArrayList<>()).add(run.number());
      }
    }
    List<String> lines = new ArrayList<>();
    leftOut.forEach(
        (why, numbers) ->
            lines.add(
                (numbers.size() == 1 ? "run " : "runs ")
                    + numbers.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + ": "
                    + why));
    String name = found.get(found.size() - 1).arm().arm().id();
    return new SeriesPoints(name, key.bench(), List.copyOf(points), lines);
  }

  private static Optional<String> unusable(HistoryPoint point) {
    if (!point.bench().isTrusted()) {
      return Optional.of("untrusted, " + point.bench().distrust().get(0));
    }
    return point.arm().effect().filter(e -> e.estimate().isPresent()).isEmpty()
        ? Optional.of("it has no estimate")
        : Optional.empty();
  }

  private static String absent(HistoryRun run, HookKey key) {
    String workload = key.bench().bench().workload();
    List<CaseResult> same =
        run.cases().stream().filter(c -> c.bench().workload().equals(workload)).toList();
    if (same.isEmpty()) {
      return "no complete fork of " + workload;
    }
    Optional<CaseResult> comparable =
        same.stream().filter(c -> CaseKey.of(c).equals(key.bench())).findFirst();
    if (comparable.isPresent()) {
      return "it has not " + key.hook() + key.program().map(p -> " with " + p).orElse("");
    }
    CaseResult near = same.get(0);
    String unlike = CaseNames.unlike(key.bench().bench(), near.bench());
    return unlike.isEmpty()
        ? "it measured " + CaseKey.of(near).measure() + " and not " + key.bench().measure()
        : "of other traffic (" + unlike + ")";
  }
}
