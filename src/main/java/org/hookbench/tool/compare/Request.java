package org.hookbench.tool.compare;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is to be compared.
 *
 * @param base what each of the others is compared with
 * @param others at least one
 * @param delta the smallest effect of interest, a fraction; empty for each metric's own
 * @param metrics the metrics to compare; empty for all
 * @param hooks the hooks to compare, for runs of ours; empty for all
 */
public record Request(
    Side base, List<Side> others, OptionalDouble delta, Set<String> metrics, Set<String> hooks) {
  public Request {
    others = List.copyOf(others);
    metrics = Set.copyOf(metrics);
    hooks = Set.copyOf(hooks);
  }

  boolean wantsMetric(String metric) {
    return metrics.isEmpty() || metrics.contains(metric);
  }
}
