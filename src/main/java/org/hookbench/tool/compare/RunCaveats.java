package org.hookbench.tool.compare;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.stats.Warning;

/** What must be known of two runs beside their numbers: how they are unlike, what one lacks. */
final class RunCaveats {
  /** What is measured of a machine and not a fact of it. */
  private static final Set<String> NO_FACTS = Set.of("steal");

  private final Set<Warning> warnings = new LinkedHashSet<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private final Set<String> distrust = new LinkedHashSet<>();

  List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  /** What the base has and another run lacks. */
  List<String> gone() {
    return List.copyOf(gone);
  }

  List<String> distrust() {
    return List.copyOf(distrust);
  }

  /** Machines, versions, designs, and how the runs ended. */
  void ofRuns(NamedRun base, NamedRun other) {
    RunData a = base.results().run();
    RunData b = other.results().run();
    ended(base);
    ended(other);
    if (a.startedMillis() == b.startedMillis() && a.design().seed() == b.design().seed()) {
      unlike(base.label() + " and " + other.label() + " are the same run");
    }
    Set<String> facts = new LinkedHashSet<>(a.machine().keySet());
    facts.addAll(b.machine().keySet());
    facts.removeAll(NO_FACTS);
    facts.forEach(
        fact -> unlike(fact, base, shown(a.machine(), fact), other, shown(b.machine(), fact)));
    unlike("HookBench", base, a.version(), other, b.version());
  }

  /** What only one of two runs has. */
  void ofCases(NamedRun base, NamedRun other, List<CaseResult> missing, List<CaseResult> unpaired) {
    for (CaseResult c : missing) {
      Optional<CaseResult> near = near(c, unpaired);
      onlyIn(
          base,
          CaseNames.title(c.bench())
              + near.map(n -> ", " + other.label() + " differs: " + unlikeParams(c, n)).orElse(""));
      gone.add(other.label() + " lacks " + CaseNames.title(c.bench()));
    }
    unpaired.stream()
        .filter(c -> near(c, missing).isEmpty())
        .forEach(c -> onlyIn(other, CaseNames.title(c.bench())));
  }

  /**
   * Whether a case's numbers can be trusted, and hooks that only one run has.
   *
   * @param wanted hooks; empty for all
   */
  void of(CasePair pair, Set<String> wanted) {
    distrust(pair.baseRun(), pair.base());
    distrust(pair.otherRun(), pair.other());
    unlike(
        "a fork of " + pair.base().bench().workload(),
        pair.baseRun(),
        measured(pair.baseRun(), pair.base()),
        pair.otherRun(),
        measured(pair.otherRun(), pair.other()));
    List<ArmResult> both = pair.hooks().stream().map(CasePair.ArmPair::base).toList();
    List<ArmResult> theirs = pair.hooks().stream().map(CasePair.ArmPair::other).toList();
    for (ArmResult a : hooksBut(both, pair.base(), wanted)) {
      onlyIn(pair.baseRun(), a.arm().id() + " of " + pair.base().bench().workload());
      gone.add(
          pair.otherRun().label()
              + " lacks "
              + a.arm().id()
              + " of "
              + CaseNames.title(pair.base().bench()));
    }
    for (ArmResult a : hooksBut(theirs, pair.other(), wanted)) {
      onlyIn(pair.otherRun(), a.arm().id() + " of " + pair.other().bench().workload());
    }
  }

  /** Why two runs share no case. */
  static String nothingCommon(
      Request request, List<CaseResult> missing, List<CaseResult> unpaired) {
    for (CaseResult c : missing) {
      Optional<CaseResult> near = near(c, unpaired);
      if (near.isPresent()) {
        return "no common case, " + c.bench().workload() + " has " + unlikeParams(c, near.get());
      }
    }
    if (missing.isEmpty() && unpaired.isEmpty() && !request.metrics().isEmpty()) {
      return "no metric called " + String.join(", ", request.metrics());
    }
    return "different workloads, " + workloads(missing) + " against " + workloads(unpaired);
  }

  private void distrust(NamedRun run, CaseResult c) {
    c.distrust().forEach(d -> distrust.add(run.label() + ", " + c.bench().workload() + ": " + d));
  }

  private void ended(NamedRun run) {
    RunData data = run.results().run();
    if (data.status() == RunData.Status.PARTIAL) {
      distrust.add(run.label() + " is partial: the run was stopped");
    } else if (data.status() == RunData.Status.FAILED) {
      distrust.add(
          run.label()
              + " failed: "
              + data.failures().stream().findFirst().orElse("a fork did not end"));
    }
  }

  private static List<ArmResult> hooksBut(
      List<ArmResult> paired, CaseResult c, Set<String> wanted) {
    return CasePair.hooksOf(c).stream()
        .filter(a -> wanted.isEmpty() || wanted.contains(a.arm().hook().toString()))
        .filter(a -> !paired.contains(a))
        .toList();
  }

  private void onlyIn(NamedRun run, String what) {
    warnings.add(
        new Warning(
            Warning.Kind.NOT_IN_BOTH, "not compared, only " + run.label() + " has it: " + what));
  }

  private void unlike(String what, NamedRun base, String a, NamedRun other, String b) {
    if (!a.equals(b)) {
      unlike(what + ": " + base.label() + " " + a + " | " + other.label() + " " + b);
    }
  }

  private void unlike(String text) {
    warnings.add(new Warning(Warning.Kind.UNLIKE_RUNS, text));
  }

  private static Optional<CaseResult> near(CaseResult c, List<CaseResult> among) {
    return among.stream()
        .filter(o -> o.bench().workload().equals(c.bench().workload()))
        .findFirst();
  }

  private static String unlikeParams(CaseResult a, CaseResult b) {
    return CaseNames.unlike(a.bench(), b.bench());
  }

  private static String shown(Map<String, String> machine, String fact) {
    return machine.getOrDefault(fact, "unknown");
  }

  private static String measured(NamedRun run, CaseResult of) {
    Measurement m = run.dataOf(of).measurement();
    return m.cycles() + " cycles of " + m.sliceNanos() / 1000 + " us slices";
  }

  private static String workloads(List<CaseResult> cases) {
    return cases.isEmpty()
        ? "no case with a complete fork"
        : cases.stream()
            .map(c -> c.bench().workload())
            .distinct()
            .collect(Collectors.joining(", "));
  }
}
