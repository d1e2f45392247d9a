package org.hookbench.experiment;

import java.util.List;
import java.util.function.Function;

/**
 * Adds forks until every interval is narrow enough. When it looks is fixed beforehand, it looks at
 * widths only and never at effects, and not before {@value #FEWEST_FORKS} forks. Stopping when an
 * interval is narrow favours runs whose spread looks small, which costs up to 2 points of coverage;
 * so the intervals of such a run are made at {@link #CONFIDENCE}, and cover at least 95 % (a
 * simulation in the tests shows both).
 *
 * @param tooWideAmong the cases that have an interval too wide, of those so far
 * @param budgetNanos how long the run may take in all, ns
 */
public record Precision(Function<List<CaseData>, List<BenchCase>> tooWideAmong, long budgetNanos) {
  /** Forks before the first look. */
  public static final int FEWEST_FORKS = 10;

  /** Of each interval of such a run. */
  public static final double CONFIDENCE = 0.965;

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
