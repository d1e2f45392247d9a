package org.hookbench.tool.compare;

import java.util.List;
import org.hookbench.framework.stats.Warning;

/**
 * What a comparison says.
 *
 * @param kind whose results were compared
 * @param base what the others were compared with
 * @param others the other sides
 * @param confidence of the intervals, e.g. 0.95; exact ones achieve at least that
 * @param family how many comparisons Holm's correction is over
 * @param comparisons the declared ones first, in the order of sides and cases
 * @param warnings what holds of more than one comparison
 * @param gone what the base has and another side lacks, so that it can't be compared and a gate
 *     can't pass it; one line each
 * @param distrust why the results can't be trusted; empty where they can
 */
public record ComparisonResults(
    Kind kind,
    Side base,
    List<Side> others,
    double confidence,
    int family,
    List<Comparison> comparisons,
    List<Warning> warnings,
    List<String> gone,
    List<String> distrust) {
  /** Whose results. */
  public enum Kind {
    /** Saved runs of ours. */
    RUNS,
    /** Other tools' results. */
    FOREIGN
  }

  public ComparisonResults {
    others = List.copyOf(others);
    comparisons = List.copyOf(comparisons);
    warnings = List.copyOf(warnings);
    gone = List.copyOf(gone);
    distrust = List.copyOf(distrust);
  }

  /** Whether nothing speaks against the results as such. */
  public boolean isTrusted() {
    return distrust.isEmpty();
  }
}
