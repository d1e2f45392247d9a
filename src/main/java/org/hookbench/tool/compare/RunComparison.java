package org.hookbench.tool.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.stats.MannWhitney;

/** Runs of ours against the first of them. */
final class RunComparison {
  private final Request request;
  private final List<NamedRun> runs;
  private final List<CasePair> pairs = new ArrayList<>();
  private final RunCaveats caveats = new RunCaveats();

  RunComparison(Request request, List<NamedRun> runs) {
    this.request = request;
    this.runs = runs;
  }

  /**
   * Compares.
   *
   * @throws RefusedException where a run has no case, or none of its cases a hook, that the base
   *     has as well
   */
  ComparisonResults results() throws RefusedException {
    for (NamedRun other : runs.subList(1, runs.size())) {
      pair(runs.get(0), other);
    }
    int ofEffects = LogDifference.fewestForks(Analysis.CONFIDENCE);
    Levels levels = levels(ofEffects, p -> p.hooks().size());
    Levels alone = new Levels(Analysis.CONFIDENCE, 1);
    Levels ofRaw = levels(MannWhitney.MINIMUM, p -> (int) arms(p).count());
    List<Candidate> declared = new ArrayList<>();
    List<Candidate> raw = new ArrayList<>();
    List<Comparison> noise = new ArrayList<>();
    for (CasePair pair : pairs) {
      pair.hooks().forEach(a -> declared.add(ArmComparison.effects(pair, a, levels)));
      noise.addAll(FamilyVerdicts.decide(List.of(ArmComparison.nullEffects(pair, alone)), alone));
      arms(pair).forEach(a -> raw.add(ArmComparison.values(pair, a, ofRaw)));
    }
    List<Comparison> all = new ArrayList<>(FamilyVerdicts.decide(declared, levels));
    all.addAll(noise);
    all.addAll(FamilyVerdicts.decide(raw, ofRaw));
    return new ComparisonResults(
        ComparisonResults.Kind.RUNS,
        request.base(),
        request.others(),
        Analysis.CONFIDENCE,
        levels.comparisons(),
        all,
        caveats.warnings(),
        caveats.gone(),
        caveats.distrust());
  }

  /** Counts the comparisons that the forks allow to be tested, whatever came of them. */
  private Levels levels(int fewestForks, ToIntFunction<CasePair> arms) {
    int testable = pairs.stream().filter(p -> p.fewestForks() >= fewestForks).mapToInt(arms).sum();
    return new Levels(Analysis.CONFIDENCE, testable);
  }

  private void pair(NamedRun base, NamedRun other) throws RefusedException {
    List<CasePair> found = new ArrayList<>();
    List<CaseResult> unpaired = new ArrayList<>(other.results().cases());
    List<CaseResult> missing = new ArrayList<>();
    for (CaseResult c : base.results().cases()) {
      Optional<CaseResult> same = CasePair.same(c, unpaired);
      if (same.isEmpty() && request.wantsMetric(c.metric().name())) {
        missing.add(c);
      } else if (same.isPresent()) {
        unpaired.remove(same.get());
        if (request.wantsMetric(c.metric().name())) {
          found.add(CasePair.of(base, other, c, same.get(), request.hooks()));
        }
      }
    }
    requireCommon(base, other, found, missing, unpaired);
    caveats.ofRuns(base, other);
    caveats.ofCases(base, other, missing, unpaired);
    found.forEach(p -> caveats.of(p, request.hooks()));
    pairs.addAll(found.stream().filter(p -> !p.hooks().isEmpty()).toList());
  }

  private void requireCommon(
      NamedRun base,
      NamedRun other,
      List<CasePair> found,
      List<CaseResult> missing,
      List<CaseResult> unpaired)
      throws RefusedException {
    String files = base.side().names() + " and " + other.side().names();
    if (found.isEmpty()) {
      throw new RefusedException(
          files + ": " + RunCaveats.nothingCommon(request, missing, unpaired));
    }
    if (found.stream().allMatch(p -> p.hooks().isEmpty())) {
      throw new RefusedException(
          files
              + ": no common hook, "
              + hooks(found.stream().map(CasePair::base))
              + " against "
              + hooks(found.stream().map(CasePair::other))
              + (request.hooks().isEmpty()
                  ? ""
                  : "; asked for " + String.join(", ", request.hooks())));
    }
  }

  private static String hooks(Stream<CaseResult> cases) {
    return cases
        .flatMap(c -> CasePair.hooksOf(c).stream())
        .map(a -> a.arm().id())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Stream<CasePair.ArmPair> arms(CasePair pair) {
    return Stream.concat(Stream.of(pair.baseline(), pair.nullArm()), pair.hooks().stream());
  }
}
