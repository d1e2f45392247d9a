package org.hookbench.tool.report;

import java.util.regex.Pattern;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.workload.Metric;

/** How reports for people say what is claimed: slower, faster, same or open. */
final class Verdicts {
  /** Units of time, also of an operation, and of rates. */
  private static final Pattern SPEED =
      Pattern.compile("(ns|us|ms|s|min|sec)(/.*)?|.*/(ns|us|ms|s|min|sec)");

  private Verdicts() {}

  /** In full: {@code slower}, {@code same (noise)}, {@code baseline}. */
  static String full(ArmResult a, Metric metric) {
    return a.effect()
        .map(e -> word(e.verdict(), metric.unit()) + (isNull(a) ? " (noise)" : ""))
        .orElse("baseline");
  }

  /** For a narrow table: of a null arm that does what it should no more than what it is for. */
  static String brief(ArmResult a, Metric metric) {
    if (a.effect().isEmpty()) {
      return "baseline";
    }
    Effect e = a.effect().get();
    String word = word(e.verdict(), metric.unit());
    if (!isNull(a)) {
      return word;
    }
    return e.verdict().claimsDifference() ? "noise, " + word : "noise";
  }

  /**
   * In plain words. What takes longer, or is done less often in a second, is slower; any other
   * metric, as a number of retransmits, is worse.
   *
   * @param unit the metric's
   */
  static String word(Verdict verdict, String unit) {
    boolean speed = SPEED.matcher(unit).matches();
    String worse = speed ? "slower" : "worse";
    String better = speed ? "faster" : "better";
    return switch (verdict) {
      case WORSE -> worse;
      case WORSE_LIKELY -> worse + "?";
      case BETTER -> better;
      case BETTER_LIKELY -> better + "?";
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
