package org.hookbench.framework.stats;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From intervals and p to a verdict, in the order that {@link Family} documents. */
final class VerdictRule {
  /** What a test without assumptions of shape must reach before a difference is claimed. */
  static final double SHAPE_CONFIDENCE = 0.75;

  private final double lower;
  private final double upper;
  private final double alpha;
  private final int comparisons;

  VerdictRule(double delta, double alpha, int comparisons) {
    this.lower = Math.log1p(-delta);
    this.upper = Math.log1p(delta);
    this.alpha = alpha;
    this.comparisons = comparisons;
  }

  /** The verdict; where a claim is withdrawn, the reason is added to the warnings. */
  Verdict decide(Estimates e, double pHolm, Method method, List<Warning> warnings) {
    if (e.interval().isEmpty() || e.p().isEmpty()) {
      return Verdict.INCONCLUSIVE;
    }
    Verdict claim = Verdict.of(e.interval().get(), e.ninety(), lower, upper);
    if (claim.claimsDifference() && pHolm > alpha) {
      warnings.add(new Warning(Warning.Kind.HOLM, holm(e.forks().length, method)));
      return Verdict.INCONCLUSIVE;
    }
    Optional<String> contradiction = contradiction(claim, e.forks(), method);
    if (contradiction.isPresent()) {
      warnings.add(new Warning(Warning.Kind.SHAPE, contradiction.get()));
      return Verdict.INCONCLUSIVE;
    }
    return claim;
  }

  private String holm(int forks, Method method) {
    String text = "a difference alone, but not among " + comparisons + " comparisons (Holm)";
    int needed = SignedRank.minimumSize(alpha / comparisons);
    return method == Method.SIGNED_RANK && forks < needed
        ? text + "; that takes at least " + needed + " forks, has " + forks
        : text;
  }

  private Optional<String> contradiction(Verdict claim, double[] forks, Method method) {
    if (claim == Verdict.EQUIVALENT) {
      double median = Samples.median(forks);
      return median <= lower || median >= upper
          ? Optional.of("the median fork is not within delta, though the interval is")
          : Optional.empty();
    }
    if (!claim.claimsDifference()) {
      return Optional.empty();
    }
    boolean worse = claim == Verdict.WORSE || claim == Verdict.WORSE_LIKELY;
    if (doubts(SignTest.interval(forks, SHAPE_CONFIDENCE), worse)) {
      SignTest counts = SignTest.test(forks);
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s, but by sign %d forks are worse and %d better",
              claim.label(),
              counts.positives(),
              counts.negatives()));
    }
    return method == Method.STUDENT_T && doubts(SignedRank.interval(forks, SHAPE_CONFIDENCE), worse)
        ? Optional.of(claim.label() + " by Student's t, but not by signed ranks")
        : Optional.empty();
  }

  private static boolean doubts(Optional<Interval> check, boolean worse) {
    return check.isEmpty() || (worse ? check.get().low() <= 0 : check.get().high() >= 0);
  }
}
