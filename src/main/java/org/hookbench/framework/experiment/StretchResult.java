package org.hookbench.framework.experiment;

import java.util.Collection;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.util.ListStatistics;

/**
 * The slices of one JMH iteration (a <em>stretch</em> of cycles), on their way from a fork to the
 * host as a secondary result of that iteration.
 */
public final class StretchResult extends Result<StretchResult> {
  private static final long serialVersionUID = 1;

  /** The label under which the host finds it. */
  static final String LABEL = "hookbench";

  private final Slices slices;
  private final ForkReport report;

  /**
   * @param report the fork's closing report, or null before its last stretch
   */
  public StretchResult(Slices slices, ForkReport report) {
    super(
        ResultRole.SECONDARY,
        LABEL,
        new ListStatistics(new double[] {slices.size()}),
        "slices",
        AggregationPolicy.SUM);
    this.slices = slices;
    this.report = report;
  }

  Slices slices() {
    return slices;
  }

  ForkReport report() {
    return report;
  }

  @Override
  protected Aggregator<StretchResult> getThreadAggregator() {
    return StretchResult::join;
  }

  @Override
  protected Aggregator<StretchResult> getIterationAggregator() {
    return StretchResult::join;
  }

  private static StretchResult join(Collection<StretchResult> results) {
    Slices all = new Slices(results.iterator().next().slices.arms(), 0);
    ForkReport last = null;
    for (StretchResult r : results) {
      all.addAll(r.slices);
      last = r.report == null ? last : r.report;
    }
    return new StretchResult(all, last);
  }
}
