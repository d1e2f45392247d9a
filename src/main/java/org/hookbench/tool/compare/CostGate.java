package org.hookbench.tool.compare;

import java.util.List;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.RunData;

/**
 * What rules came to on one run. The whole is untrusted where the run is; else a regression where
 * any cost is over its limit; else undecided where any may be; else a pass.
 *
 * @param rules one a rule, in the order in which they were given
 * @param outcome of the whole
 */
public record CostGate(List<Judged> rules, Gate.Outcome outcome) {
  /**
   * One rule.
   *
   * @param rule which
   * @param decisions one a cost, at least one
   */
  public record Judged(CostRule rule, List<CostRule.Decision> decisions) {}

  /**
   * Judges a run.
   *
   * @throws org.hookbench.UsageException where a rule is for nothing that the run has
   */
  public static CostGate of(RunResults results, List<CostRule> rules) {
    List<Judged> judged = rules.stream().map(r -> new Judged(r, r.check(results))).toList();
    boolean trusted = results.isTrusted() && results.run().status() == RunData.Status.COMPLETE;
    return new CostGate(judged, trusted ? worst(judged) : Gate.Outcome.UNTRUSTED);
  }

  /** What came of each cost, rule by rule. */
  public List<CostRule.Decision> decisions() {
    return decisions(rules);
  }

  private static List<CostRule.Decision> decisions(List<Judged> rules) {
    return rules.stream().flatMap(j -> j.decisions().stream()).toList();
  }

  private static Gate.Outcome worst(List<Judged> judged) {
    for (Gate.Outcome worst : List.of(Gate.Outcome.REGRESSION, Gate.Outcome.UNDECIDED)) {
      if (decisions(judged).stream().anyMatch(d -> d.outcome() == worst)) {
        return worst;
      }
    }
    return Gate.Outcome.PASS;
  }
}
