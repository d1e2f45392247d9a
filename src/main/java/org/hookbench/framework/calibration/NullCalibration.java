package org.hookbench.framework.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hookbench.framework.analysis.PairedDifferences;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.stats.Contrast;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Family;
import org.hookbench.framework.stats.Proportion;
import org.hookbench.framework.stats.SignedRank;
import org.hookbench.framework.stats.SignedRankLooks;

/**
 * How often the instrument sees a difference where there is none: a run of nothing but {@code none}
 * arms is cut into comparisons that share no slice (disjoint pairs of arms, disjoint groups of
 * forks), each analysed as a hook's would be.
 */
public final class NullCalibration {
  /** Forks of a comparison: the fewest that have a 95 % interval. */
  public static final int FORKS_A_COMPARISON = 6;

  /** Forks at which a comparison that may stop early looks. */
  private static final List<Integer> LOOKS = List.of(8, 10, 12);

  private static final double DELTA = 0.05; // of no consequence: only the interval is looked at

  private NullCalibration() {}

  /**
   * The rate at which comparisons of so many forks fire where there is nothing: the level that the
   * exact signed-rank test of them reaches, which is below the asked one since its p takes few
   * values. Of 6 forks at 95 % it is 2/64, 3.1 %.
   */
  public static double nominal(double confidence) {
    return SignedRank.level(FORKS_A_COMPARISON, 1 - confidence);
  }

  /**
   * The share of comparisons whose interval excludes 0.
   *
   * @param nulls a case in which no arm has a program, with corrected values ({@link
   *     org.hookbench.framework.analysis.LaneCorrection}), and forks enough for a comparison
   */
  public static Proportion of(CaseData nulls, double confidence) {
    return share(nulls, FORKS_A_COMPARISON, g -> excludesZero(g, confidence), confidence)
        .orElseThrow();
  }

  /**
   * The share of comparisons that stop early with a difference where there is nothing: they look
   * after 8, 10 and 12 forks, and stop as soon as an interval excludes 0, the rule that finds most.
   * Their intervals are made as those of a run that stops are: so that the chance of all looks
   * together is bounded ({@link SignedRankLooks}).
   *
   * @param nulls as for {@link #of}
   * @return empty where there are fewer forks than the last look has
   */
  public static Optional<Proportion> stopping(CaseData nulls, double confidence) {
    double ofALook = 1 - alphaOfALook(confidence);
    return share(
        nulls,
        LOOKS.get(LOOKS.size() - 1),
        g -> LOOKS.stream().anyMatch(n -> excludesZero(Arrays.copyOf(g, n), ofALook)),
        confidence);
  }

  /** Of disjoint pairs of arms in disjoint groups of so many forks; empty where there is none. */
  private static Optional<Proportion> share(
      CaseData nulls, int forks, Predicate<double[][]> fires, double confidence) {
    int fired = 0;
    int comparisons = 0;
    for (int arm = 0; arm + 1 < nulls.arms().size(); arm += 2) {
      double[][] ratios = PairedDifferences.logRatios(nulls, arm + 1, arm);
      for (int first = 0; first + forks <= ratios.length; first += forks) {
        comparisons++;
        fired += fires.test(Arrays.copyOfRange(ratios, first, first + forks)) ? 1 : 0;
      }
    }
    return comparisons == 0
        ? Optional.empty()
        : Optional.of(Proportion.of(fired, comparisons, confidence));
  }

  /** The rate at which {@link #stopping} comparisons fire at most where there is nothing. */
  public static double nominalStopping(double confidence) {
    return SignedRankLooks.errorAtMost(LOOKS, alphaOfALook(confidence));
  }

  /** The largest error of each look, in steps of 0.01 %, with which all together keep theirs. */
  private static double alphaOfALook(double confidence) {
    double alpha = 1 - confidence;
    while (SignedRankLooks.errorAtMost(LOOKS, alpha) > 1 - confidence) {
      alpha -= 1e-4;
    }
    return alpha;
  }

  private static boolean excludesZero(double[][] ratios, double confidence) {
    Effect effect = Family.analyse(List.of(new Contrast("null", ratios, DELTA)), confidence).get(0);
    return !effect.interval().orElseThrow().contains(0);
  }
}
