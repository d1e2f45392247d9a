package org.hookbench.tool.report;

import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Verdict;

/** How reports say what is claimed of an arm. */
final class Verdicts {
  private Verdicts() {}

  /** In full: {@code WORSE}, {@code EQUIVALENT (noise floor)}, {@code baseline}. */
  static String full(ArmResult a) {
    return a.effect()
        .map(e -> e.verdict().label() + (isNull(a) ? " (noise floor)" : ""))
        .orElse("baseline");
  }

  /** For a narrow table: of a null arm that does what it should no more than what it is for. */
  static String brief(ArmResult a) {
    if (a.effect().isEmpty()) {
      return "baseline";
    }
    Effect e = a.effect().get();
    if (!isNull(a)) {
      return e.verdict().label();
    }
    return e.verdict().claimsDifference() ? "noise " + e.verdict().label() : "noise floor";
  }

  /** In plain words, of a cost: {@code slower}, {@code same}, {@code open}. */
  static String word(Verdict verdict) {
    return switch (verdict) {
      case WORSE -> "slower";
      case WORSE_LIKELY -> "slower?";
      case BETTER -> "faster";
      case BETTER_LIKELY -> "faster?";
      case EQUIVALENT -> "same";
      case INCONCLUSIVE -> "open";
    };
  }

  /** A word for style sheets: {@code worse}, {@code worse-likely}, {@code baseline}. */
  static String styleName(ArmResult a) {
    return a.effect().map(e -> styleName(e.verdict())).orElse("baseline");
  }

  /** The same of a verdict. */
  static String styleName(Verdict verdict) {
    return verdict.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private static boolean isNull(ArmResult a) {
    return a.arm().role() == Arm.Role.NULL;
  }
}
