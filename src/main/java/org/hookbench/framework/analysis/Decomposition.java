package org.hookbench.framework.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.HookChain;

/**
 * Which arms of a case tell the parts of a cost apart. A hook's effect is that of its offloads or
 * of its being attached for each slice anew, of the hook with an empty program, and of the program;
 * where a run has the arms between two of these, their paired difference is the part.
 */
final class Decomposition {
  /**
   * Two arms by their place in the case.
   *
   * @param arm has the part
   * @param less lacks it
   */
  record Pair(Part.Kind kind, int arm, int less) {}

  private Decomposition() {}

  /** The pairs of a case, hook by hook. */
  static List<Pair> of(List<Arm> arms) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 2; i < arms.size(); i++) {
      Arm arm = arms.get(i);
      if (!arm.hasProgram()) {
        continue;
      }
      if (!arm.hasEmptyProgram()) {
        int program = i;
        empty(arms, arm.hook())
            .ifPresent(pass -> pairs.add(new Pair(Part.Kind.PROGRAM, program, pass)));
        continue;
      }
      int pass = i;
      matched(arms, arm.hook())
          .ifPresent(
              m -> {
                Part.Kind kind =
                    arms.get(m).shares(Arm.SideEffect.ATTACHING)
                        ? Part.Kind.ATTACHING
                        : Part.Kind.OFFLOADS;
                pairs.add(new Pair(kind, m, 0));
                pairs.add(new Pair(Part.Kind.HOOK, pass, m));
              });
    }
    return pairs;
  }

  /**
   * The pairs of two programs at the same hook. The empty program, which a run adds by itself, is
   * compared with none: what it lacks is the other's {@link Part.Kind#PROGRAM}.
   *
   * @param against the program that every other one is compared with, as the user wrote it
   */
  static List<Pair> against(List<Arm> arms, String against) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 2; i < arms.size(); i++) {
      Arm arm = arms.get(i);
      if (!arm.hasProgram()
          || arm.hasEmptyProgram()
          || arm.program().equals(Optional.of(against))) {
        continue;
      }
      int other = i;
      place(arms, a -> a.hook().equals(arm.hook()) && a.program().equals(Optional.of(against)))
          .ifPresent(old -> pairs.add(new Pair(Part.Kind.AGAINST, other, old)));
    }
    return pairs;
  }

  private static Optional<Integer> empty(List<Arm> arms, HookChain hook) {
    return place(arms, a -> a.hook().equals(hook) && a.hasEmptyProgram());
  }

  private static Optional<Integer> matched(List<Arm> arms, HookChain hook) {
    return place(arms, a -> a.matching().map(Arm.Matching::hook).equals(Optional.of(hook)));
  }

  private static Optional<Integer> place(List<Arm> arms, Predicate<Arm> wanted) {
    for (int i = 0; i < arms.size(); i++) {
      if (wanted.test(arms.get(i))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
