package org.hookbench.tool.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Samples;
import org.hookbench.framework.stats.Warning;
import org.hookbench.framework.workload.Metric;

/** One arm of one case in two runs. */
final class ArmComparison {
  private ArmComparison() {}

  /** The difference of the runs' own log effects of a hook. */
  static Candidate effects(CasePair pair, CasePair.ArmPair arms, Levels levels) {
    return effects(pair, arms, Basis.EFFECTS, levels);
  }

  /** The same of the null arms. */
  static Candidate nullEffects(CasePair pair, Levels levels) {
    return effects(pair, pair.nullArm(), Basis.NULL_EFFECTS, levels);
  }

  private static Candidate effects(
      CasePair pair, CasePair.ArmPair arms, Basis basis, Levels levels) {
    Finding found =
        LogDifference.of(
            arms.base().effect().orElseThrow().forkEstimates(),
            arms.other().effect().orElseThrow().forkEstimates(),
            levels);
    return candidate(pair, arms, basis, withPrograms(found, arms));
  }

  /** The difference of an arm's raw values: a sample is the median of a fork. */
  static Candidate values(CasePair pair, CasePair.ArmPair arms, Levels levels) {
    Finding found =
        RankTest.of(
            forkMedians(pair.baseRun().dataOf(pair.base()), arms.base()),
            forkMedians(pair.otherRun().dataOf(pair.other()), arms.other()),
            pair.base().metric().higherIsBetter(),
            levels);
    return candidate(pair, arms, Basis.UNPAIRED_VALUES, withPrograms(found, arms));
  }

  private static Candidate candidate(
      CasePair pair, CasePair.ArmPair arms, Basis basis, Finding finding) {
    Metric metric = pair.base().metric();
    return new Candidate(
        basis,
        pair.otherRun().label(),
        new Subject(
            pair.title(),
            arms.base().arm().id(),
            metric.name(),
            metric.unit(),
            metric.higherIsBetter(),
            pair.base().delta()),
        measured(pair.base(), arms.base()),
        measured(pair.other(), arms.other()),
        finding);
  }

  private static Measured measured(CaseResult c, ArmResult arm) {
    OptionalDouble log = arm.effect().map(Effect::estimate).orElse(OptionalDouble.empty());
    return new Measured(
        c.forks(),
        arm.value(),
        log.isPresent()
            ? OptionalDouble.of(Effect.percent(log.getAsDouble()) / 100)
            : OptionalDouble.empty(),
        arm.change().map(OptionalDouble::of).orElse(OptionalDouble.empty()));
  }

  private static double[] forkMedians(CaseData data, ArmResult arm) {
    int index = data.arms().indexOf(arm.arm());
    return data.completeForks().stream()
        .mapToDouble(f -> Samples.median(f.slices().values(index)))
        .toArray();
  }

  private static Finding withPrograms(Finding found, CasePair.ArmPair arms) {
    if (arms.sameProgram()) {
      return found;
    }
    List<Warning> warnings = new ArrayList<>(found.warnings());
    warnings.add(
        new Warning(
            Warning.Kind.UNLIKE_PROGRAMS,
            "program "
                + arms.base().arm().program().orElseThrow()
                + " against "
                + arms.other().arm().program().orElseThrow()));
    return new Finding(found.relative(), found.change(), found.p(), found.mde(), warnings);
  }
}
