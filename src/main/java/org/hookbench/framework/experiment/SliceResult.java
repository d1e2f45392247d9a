package org.hookbench.framework.experiment;

import java.util.Collection;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/** An arm's value, with its own unit, as a result of JMH; over cycles and forks it is the mean. */
final class SliceResult extends Result<SliceResult> {
  private static final long serialVersionUID = 1;

  private SliceResult(ResultRole role, String label, Statistics s, String unit) {
    super(role, label, s, unit, AggregationPolicy.AVG);
  }

  static SliceResult primary(String label, double value, String unit) {
    return new SliceResult(ResultRole.PRIMARY, label, of(value), unit);
  }

  static SliceResult secondary(String label, double value, String unit) {
    return new SliceResult(ResultRole.SECONDARY, label, of(value), unit);
  }

  @Override
  protected Aggregator<SliceResult> getThreadAggregator() {
    return SliceResult::mean;
  }

  @Override
  protected Aggregator<SliceResult> getIterationAggregator() {
    return SliceResult::mean;
  }

  private static SliceResult mean(Collection<SliceResult> results) {
    ListStatistics all = new ListStatistics();
    results.forEach(r -> all.addValue(r.getScore()));
    SliceResult one = results.iterator().next();
    return new SliceResult(one.getRole(), one.getLabel(), all, one.getScoreUnit());
  }
}
