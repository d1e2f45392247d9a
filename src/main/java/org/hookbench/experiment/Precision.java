package org.hookbench.experiment;

import java.util.List;
import java.util.function.Function;

/**
 * Adds forks until every interval is narrow enough. When it looks is fixed beforehand, it looks at
 * widths only and never at effects, and not before {@value #FEWEST_FORKS} forks: so the intervals
 * keep their coverage (a simulation in the tests shows it).
 *
 * @param tooWideAmong the cases that have an interval too wide, of those so far
 * @param budgetNanos how long the run may take in all, ns
 */
public record Precision(Function<List<CaseData>, List<BenchCase>> tooWideAmong, long budgetNanos) {
  /** Forks before the first look. */
  public static final int FEWEST_FORKS = 10;

  /** At how many forks it looks. */
  public static final List<Integer> LOOKS = List.of(10, 14, 20, 28, 40, 56, 80, 112, 160);

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
