package org.hookbench.framework.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.util.ListStatistics;

/** What one profiler saw of a fork, on its way to the host as a secondary result. */
public final class ProfileResult extends Result<ProfileResult> {
  private static final long serialVersionUID = 1;
  private static final String PREFIX = "hookbench.profile.";

  private final String profiler;
  private final List<ArmProfile> arms;

  /**
   * @param profiler the profiler's name
   * @param arms one an arm
   */
  public ProfileResult(String profiler, List<ArmProfile> arms) {
    super(
        ResultRole.SECONDARY,
        PREFIX + profiler,
        new ListStatistics(new double[] {arms.size()}),
        "arms",
        AggregationPolicy.SUM);
    this.profiler = profiler;
    this.arms = List.copyOf(arms);
  }

  /** The profiler's name. */
  public String profiler() {
    return profiler;
  }

  /** One an arm. */
  public List<ArmProfile> arms() {
    return arms;
  }

  @Override
  protected Aggregator<ProfileResult> getThreadAggregator() {
    return ProfileResult::pool;
  }

  @Override
  protected Aggregator<ProfileResult> getIterationAggregator() {
    return ProfileResult::pool;
  }

  /** The same of several forks. */
  private static ProfileResult pool(Collection<ProfileResult> results) {
    List<ArmProfile> sum = new ArrayList<>();
    String profiler = results.iterator().next().profiler;
    for (ProfileResult r : results) {
      for (int i = 0; i < r.arms.size(); i++) {
        if (i == sum.size()) {
          sum.add(r.arms.get(i));
        } else {
          sum.set(i, sum.get(i).plus(r.arms.get(i)));
        }
      }
    }
    return new ProfileResult(profiler, sum);
  }
}
