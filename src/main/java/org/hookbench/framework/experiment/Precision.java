package org.hookbench.framework.experiment;

import java.util.List;
import java.util.function.Function;

/**
 * Adds forks until every interval is narrow enough. When it looks is fixed beforehand, and the
 * intervals are made at {@link #CONFIDENCE}, at which the chance that the interval of <em>any</em>
 * look misses is at most 5 % ({@link org.hookbench.framework.stats.SignedRankLooks}): so the one
 * that it stops at covers at least 95 %, whatever it stops for.
 *
 * @param tooWideAmong the cases that have an interval too wide, of those so far
 * @param budgetNanos how long the run may take in all, ns
 */
public record Precision(Function<List<CaseData>, List<BenchCase>> tooWideAmong, long budgetNanos) {
  /** Forks before the first look. */
  public static final int FEWEST_FORKS = 12;

  /** Of each interval of such a run. */
  public static final double CONFIDENCE = 0.9835;

  /** At how many forks it looks. */
  public static final List<Integer> LOOKS = List.of(12, 20, 34, 60);

  /** As many forks as planned and no more. */
  public static Precision none() {
    return new Precision(cases -> List.of(), 0);
  }

  /** The looks after that many forks. */
  int[] looksAfter(int forks) {
    return LOOKS.stream().mapToInt(Integer::intValue).filter(l -> l > forks).toArray();
  }

  List<BenchCase> tooWide(List<CaseData> soFar) {
    return tooWideAmong.apply(soFar);
  }
}
