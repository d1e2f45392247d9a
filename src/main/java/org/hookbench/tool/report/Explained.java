package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.framework.stats.Change;
import org.hookbench.tool.flame.Agreement;
import org.hookbench.tool.flame.Growth;
import org.hookbench.tool.flame.MeasuredEffect;

/**
 * Where an arm's time goes, from the samples of a profiler that takes stacks.
 *
 * @param arm the arm
 * @param operation what its times are for
 * @param baseline the stacks of the arm without a hook
 * @param stacks its own
 * @param self what grew by the time in functions themselves
 * @param total the same with what they call
 * @param error of the growth of all functions, ns an operation: as {@link Agreement} has it
 * @param agreement of that growth with the measured effect; empty where none was measured
 */
record Explained(
    Arm arm,
    Operation operation,
    Stacks baseline,
    Stacks stacks,
    Growth self,
    Growth total,
    double error,
    Optional<Agreement> agreement) {
  /** Every arm but the baseline that has samples, where the baseline has. */
  static List<Explained> of(CaseProfile profile, Optional<CaseResult> result) {
    List<Explained> all = new ArrayList<>();
    List<ArmProfile> arms = sampled(profile);
    Stacks none = arms.isEmpty() ? null : arms.get(0).stacks();
    if (none == null) {
      return all;
    }
    double noise = 0;
    for (int i = 1; i < arms.size(); i++) {
      Stacks stacks = arms.get(i).stacks();
      if (stacks != null && stacks.samples() > 0) {
        Arm arm = profile.arms().get(i);
        Explained e = of(profile, result, none, arm, stacks, noise);
        all.add(e);
        // it comes before all hooks
        noise = arm.role() == Arm.Role.NULL ? e.self.added() : noise;
      }
    }
    return all;
  }

  private static Explained of(
      CaseProfile profile,
      Optional<CaseResult> result,
      Stacks none,
      Arm arm,
      Stacks stacks,
      double noise) {
    Operation operation = Operation.of(profile.metric(), none.nanosPerOperation());
    Stacks baseline = operation.of(none);
    Stacks hook = operation.of(stacks);
    Growth self = Growth.self(baseline, hook);
    return new Explained(
        arm,
        operation,
        baseline,
        hook,
        self,
        Growth.total(baseline, hook),
        Math.max(self.error(), Math.abs(noise)),
        result.flatMap(r -> measured(r, arm, operation)).map(m -> Agreement.of(m, self, noise)));
  }

  /** What the run says of a profiled case; empty where no fork of it came to its end. */
  static Optional<CaseResult> result(CaseProfile profile, RunResults results) {
    return results.cases().stream().filter(c -> c.bench().equals(profile.bench())).findFirst();
  }

  /** Of the first profiler that took stacks of the baseline, one an arm; or empty. */
  static List<ArmProfile> sampled(CaseProfile profile) {
    return profile.profiles().values().stream()
        .filter(
            arms ->
                arms.stream()
                    .limit(1)
                    .flatMap(a -> Stream.ofNullable(a.stacks()))
                    .anyMatch(baseline -> baseline.samples() > 0))
        .findFirst()
        .orElse(List.of());
  }

  /** Whether it has a hook, or the offloads that one leaves, to be explained. */
  boolean isHook() {
    return arm.role() == Arm.Role.HOOK || arm.role() == Arm.Role.MATCHED;
  }

  /** An arm's effect in ns, whatever the case's metric is. */
  private static Optional<MeasuredEffect> measured(
      CaseResult result, Arm arm, Operation operation) {
    Optional<Change> nanos =
        result.arms().stream()
            .filter(a -> a.arm().id().equals(arm.id()))
            .findFirst()
            .flatMap(ArmResult::nanos);
    return nanos
        .flatMap(Change::interval)
        .map(
            i ->
                new MeasuredEffect(
                    nanos.get().estimate() * operation.count(),
                    i.low() * operation.count(),
                    i.high() * operation.count()));
  }
}
