package org.hookbench.framework.stats;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The analysis of the comparisons declared for a run, as one family. The null arm is a family of
 * its own, analysed by the same call.
 *
 * <p><b>Method</b>: {@link Method#SIGNED_RANK} where the forks are enough for its smallest p to
 * pass Holm, else {@link Method#STUDENT_T}; from the numbers of forks and comparisons alone. Below
 * the forks from which a signed-rank interval exists at all (6 for 95 %) neither gives an interval
 * or p.
 *
 * <p><b>Verdict</b>, the first that holds:
 *
 * <ol>
 *   <li>no interval or p: INCONCLUSIVE;
 *   <li>interval wholly above ln(1 + delta): WORSE; wholly below ln(1 - delta): BETTER;
 *   <li>the 1 - 2 alpha interval within both: EQUIVALENT, also where the interval excludes 0: the
 *       difference is real and too small to matter;
 *   <li>interval excludes 0: WORSE? or BETTER?;
 *   <li>else INCONCLUSIVE.
 * </ol>
 *
 * A claimed difference is then withdrawn (INCONCLUSIVE, with a warning) where
 *
 * <ol>
 *   <li>its Holm-adjusted p is above alpha: the interval is of one comparison, the claim is made
 *       among m, and this is what holds the chance of any false claim at alpha;
 *   <li>a test that assumes less contradicts it: the sign-test interval at 75 % does not lie on the
 *       claimed side of 0 (of 10 forks 3 say the opposite), nor, for Student's t, the signed-rank
 *       interval at 75 %. Of the 25 patterns of sign by which the signed-rank test at 10 forks
 *       finds WORSE, the sign test at 95 % would withdraw 16, at 75 % the 4 that have three better
 *       forks.
 * </ol>
 *
 * EQUIVALENT is withdrawn where the median fork is not within delta. Equivalences are not adjusted
 * over the family: each is wrong with a chance of at most alpha.
 *
 * <p><b>What holds</b>, by simulation (SimulationTest): per comparison 5 % false positives and 95 %
 * coverage. Of a family, the chance of any false claim is at most 5 %, and lower where the
 * comparisons share a baseline, since Holm allows for the worst dependence. The fork estimates of
 * the null arm are symmetric about 0 because lanes are dealt at random; where a hook's own cost
 * varies from fork to fork without symmetry, the effect is the pseudo-median fork, and the
 * signed-rank interval covers it as often.
 */
public final class Family {
  private Family() {}

  /** With as many forks planned as the shortest contrast has. */
  public static List<Effect> analyse(List<Contrast> declared, double confidence) {
    int forks = declared.stream().mapToInt(c -> c.logRatios().length).min().orElse(1);
    return analyse(declared, confidence, forks);
  }

  /**
   * The effects, in the order declared.
   *
   * @param confidence of each interval, for example 0.95
   * @param plannedForks the forks the run was to have, which decide the method; a run cut short is
   *     analysed as it was planned
   * @throws IllegalArgumentException where two contrasts share an id, or the plan is below one fork
   */
  public static List<Effect> analyse(List<Contrast> declared, double confidence, int plannedForks) {
    if (!(confidence > 0.5 && confidence < 1)) { // 1 - 2 alpha is a confidence too
      throw new IllegalArgumentException(
          "confidence is " + confidence + ", not between 0.5 and 1 (both excluded)");
    }
    if (plannedForks < 1) {
      throw new IllegalArgumentException("planned forks: " + plannedForks);
    }
    if (declared.isEmpty()) {
      return List.of();
    }
    Set<String> ids = new HashSet<>();
    for (Contrast contrast : declared) {
      if (!ids.add(contrast.id())) {
        throw new IllegalArgumentException("two contrasts are called " + contrast.id());
      }
    }
    Method method = Method.decide(plannedForks, declared.size(), confidence);
    List<Estimates> estimates = new ArrayList<>();
    for (Contrast contrast : declared) {
      estimates.add(Estimates.of(contrast, method, confidence, declared.size()));
    }
    // a comparison without p stays in the family: it was declared
    double[] pHolm = Holm.adjust(estimates.stream().mapToDouble(e -> e.p().orElse(1)).toArray());
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < pHolm.length; i++) {
      effects.add(effect(estimates.get(i), pHolm[i], method, 1 - confidence, pHolm.length));
    }
    return List.copyOf(effects);
  }

  private static Effect effect(
      Estimates e, double pHolm, Method method, double alpha, int comparisons) {
    Contrast contrast = e.contrast();
    double[][] logRatios = contrast.logRatios();
    Drift drift = Drift.of(logRatios);
    List<Warning> warnings = new ArrayList<>(e.warnings());
    Verdict verdict =
        new VerdictRule(contrast.delta(), alpha, comparisons).decide(e, pHolm, method, warnings);
    boolean shape = warnings.stream().anyMatch(w -> w.kind() == Warning.Kind.SHAPE);
    warnings.addAll(Diagnostics.of(logRatios, drift));
    int forks = e.forks().length;
    int cycles = Integer.MAX_VALUE;
    for (double[] fork : logRatios) {
      cycles = Math.min(cycles, fork.length);
    }
    return new Effect(
        contrast.id(),
        forks,
        cycles,
        OptionalDouble.of(e.estimate()),
        e.forks(),
        e.interval(),
        e.simultaneous(),
        e.ninety(),
        e.signTest(),
        e.p(),
        e.p().isPresent() ? OptionalDouble.of(pHolm) : OptionalDouble.empty(),
        e.sd() > 0 && e.p().isPresent()
            ? Power.minimumDetectableEffect(e.sd(), method, forks, comparisons, 1 - alpha)
            : OptionalDouble.empty(),
        verdict == Verdict.INCONCLUSIVE && !shape
            ? forksToDecide(e, method, alpha, comparisons)
            : OptionalInt.empty(),
        verdict,
        method,
        contrast.delta(),
        VarianceComponents.ofHodgesLehmann(logRatios, e.forks()),
        drift,
        warnings);
  }

  /** The fewer of what a difference and what an equivalence takes, as the estimate stands. */
  private static OptionalInt forksToDecide(
      Estimates e, Method method, double alpha, int comparisons) {
    int fewest = SignedRank.minimumSize(method == Method.SIGNED_RANK ? alpha / comparisons : alpha);
    if (e.sd() == 0) {
      return e.forks().length < fewest ? OptionalInt.of(fewest) : OptionalInt.empty();
    }
    double delta = e.contrast().delta();
    double room = Math.min(Math.log1p(delta) - e.estimate(), e.estimate() - Math.log1p(-delta));
    int most = Integer.MAX_VALUE;
    int needed =
        Math.min(
            Power.forksToDetect(e.sd(), e.estimate(), comparisons, 1 - alpha).orElse(most),
            Power.forksForEquivalence(e.sd(), room, alpha).orElse(most));
    return needed == most
        ? OptionalInt.empty()
        : OptionalInt.of(Math.max(Math.max(needed, e.forks().length + 1), fewest));
  }
}
