package org.hookbench.framework.experiment;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
  // an Optional does not travel by Java serialization
  private final @Nullable ForkReport report;

  /**
   * @param report the fork's closing report, which only its last stretch has
   */
  public StretchResult(Slices slices, Optional<ForkReport> report) {
    super(
        ResultRole.SECONDARY,
        LABEL,
        new ListStatistics(new double[] {slices.size()}),
        "slices",
        AggregationPolicy.SUM);
    this.slices = slices;
    this.report = report.orElse(null);
  }

  Slices slices() {
    return slices;
  }

  Optional<ForkReport> report() {
    return Optional.ofNullable(report);
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
    Optional<ForkReport> last = Optional.empty();
    for (StretchResult r : results) {
      all.addAll(r.slices);
      Optional<ForkReport> before = last;
      last = r.report().or(() -> before);
    }
    return new StretchResult(all, last);
  }
}
