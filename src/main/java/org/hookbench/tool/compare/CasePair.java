package org.hookbench.tool.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.experiment.Arm;

/**
 * One case in two runs: the same workload under the same parameters.
 *
 * @param hooks the hooks that both have
 */
record CasePair(
    NamedRun baseRun, NamedRun otherRun, CaseResult base, CaseResult other, List<ArmPair> hooks) {
  /** One arm in both. */
  record ArmPair(ArmResult base, ArmResult other) {
    boolean sameProgram() {
      return base.arm().program().equals(other.arm().program());
    }
  }

  static CasePair of(
      NamedRun baseRun, NamedRun otherRun, CaseResult base, CaseResult other, Set<String> wanted) {
    return new CasePair(baseRun, otherRun, base, other, hooks(base, other, wanted));
  }

  /** Complete forks of the side that has fewer. */
  int fewestForks() {
    return Math.min(base.forks(), other.forks());
  }

  ArmPair baseline() {
    return new ArmPair(base.baseline(), other.baseline());
  }

  ArmPair nullArm() {
    return new ArmPair(base.nullArm(), other.nullArm());
  }

  /** {@code workload (parameters)}. */
  String title() {
    return CaseNames.title(base.bench());
  }

  /** The case of the other run that is this one. */
  static Optional<CaseResult> same(CaseResult c, List<CaseResult> among) {
    return among.stream()
        .filter(o -> o.bench().workload().equals(c.bench().workload()))
        .filter(o -> o.bench().params().equals(c.bench().params()))
        .findFirst();
  }

  /** Hook and program alike first; then a hook that each has with one program only. */
  private static List<ArmPair> hooks(CaseResult base, CaseResult other, Set<String> wanted) {
    List<ArmResult> theirs = new ArrayList<>(hooksOf(other));
    List<ArmPair> pairs = new ArrayList<>();
    for (ArmResult mine : hooksOf(base)) {
      if (!wanted.isEmpty() && !wanted.contains(mine.arm().hook().toString())) {
        continue;
      }
      Optional<ArmResult> match = match(mine.arm(), hooksOf(base), theirs);
      match.ifPresent(
          m -> {
            pairs.add(new ArmPair(mine, m));
            theirs.remove(m);
          });
    }
    return List.copyOf(pairs);
  }

  private static Optional<ArmResult> match(Arm mine, List<ArmResult> ours, List<ArmResult> theirs) {
    Predicate<ArmResult> sameHook = a -> a.arm().hook().equals(mine.hook());
    Optional<ArmResult> exact =
        theirs.stream()
            .filter(sameHook.and(a -> a.arm().program().equals(mine.program())))
            .findFirst();
    boolean only =
        ours.stream().filter(sameHook).count() == 1
            && theirs.stream().filter(sameHook).count() == 1;
    return exact.isPresent() || !only ? exact : theirs.stream().filter(sameHook).findFirst();
  }

  static List<ArmResult> hooksOf(CaseResult c) {
    return c.arms().stream().filter(a -> a.arm().role() == Arm.Role.HOOK).toList();
  }
}
