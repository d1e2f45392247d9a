package org.hookbench.tool.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PrimitiveIterator;
import java.util.stream.DoubleStream;
import org.hookbench.framework.stats.Holm;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.MannWhitney;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.stats.Warning;

/**
 * From a family of findings to verdicts: by delta as {@link Verdict#of} says, and a difference is
 * claimed only where its p survives Holm over the family.
 *
 * <p>The family is every declared comparison whose sides have values enough for a p (4 samples, 6
 * forks): known from the numbers of values alone, never from the data.
 */
final class FamilyVerdicts {
  private FamilyVerdicts() {}

  static List<Comparison> decide(List<Candidate> family, Levels levels) {
    double[] p =
        family.stream()
            .flatMapToDouble(
                c ->
                    c.finding().p().isPresent()
                        ? DoubleStream.of(c.finding().p().getAsDouble())
                        : DoubleStream.empty())
            .toArray();
    PrimitiveIterator.OfDouble adjusted = DoubleStream.of(padded(p, levels)).iterator();
    List<Comparison> decided = new ArrayList<>();
    for (Candidate c : family) {
      OptionalDouble pHolm =
          c.finding().p().isPresent()
              ? OptionalDouble.of(adjusted.nextDouble())
              : OptionalDouble.empty();
      decided.add(decide(c, pHolm, levels));
    }
    return decided;
  }

  /** A declared comparison without p (its values do not vary) stays in the family, at p = 1. */
  private static double[] padded(double[] p, Levels levels) {
    double[] all = new double[Math.max(p.length, levels.comparisons())];
    Arrays.fill(all, 1);
    System.arraycopy(p, 0, all, 0, p.length);
    return Holm.adjust(all);
  }

  private static Comparison decide(Candidate c, OptionalDouble pHolm, Levels levels) {
    Finding f = c.finding();
    List<Warning> warnings = new ArrayList<>(f.warnings());
    Verdict verdict = pHolm.isEmpty() ? Verdict.INCONCLUSIVE : claim(c);
    if (verdict.claimsDifference() && pHolm.getAsDouble() > levels.alpha()) {
      warnings.add(new Warning(Warning.Kind.HOLM, holm(c, levels)));
      verdict = Verdict.INCONCLUSIVE;
    }
    return new Comparison(
        c.basis(),
        c.against(),
        c.subject(),
        c.base(),
        c.other(),
        f.relative(),
        f.change(),
        f.p(),
        pHolm,
        f.mde(),
        verdict,
        warnings);
  }

  private static Verdict claim(Candidate c) {
    double delta = c.subject().delta();
    Optional<Interval> relative = c.finding().relative().flatMap(Shift::interval);
    if (relative.isPresent()) {
      return Verdict.of(
          relative.get(), c.finding().relative().flatMap(Shift::ninety), -delta, delta);
    }
    // the base is 0: of how many per cent can't be said, of a direction it can
    Optional<Interval> change = c.finding().change().flatMap(Shift::interval);
    boolean up = change.filter(i -> i.low() > 0).isPresent();
    boolean down = change.filter(i -> i.high() < 0).isPresent();
    if (!up && !down) {
      return Verdict.INCONCLUSIVE;
    }
    return up == c.subject().higherIsBetter() ? Verdict.BETTER_LIKELY : Verdict.WORSE_LIKELY;
  }

  private static String holm(Candidate c, Levels levels) {
    String text =
        String.format(
            Locale.ROOT,
            "a difference alone, but not among %d comparisons (Holm)",
            levels.comparisons());
    if (!c.basis().isOfRanks()) {
      return text;
    }
    double wanted = levels.alpha() / levels.comparisons();
    return MannWhitney.smallestP(c.base().n(), c.other().n()) <= wanted
        ? text
        : text + "; that takes at least " + samplesFor(wanted) + " samples a side";
  }

  /** The samples a side from which a p can be as small as that. */
  static int samplesFor(double p) {
    int n = MannWhitney.MINIMUM;
    while (MannWhitney.smallestP(n, n) > p) {
      n++;
    }
    return n;
  }
}
