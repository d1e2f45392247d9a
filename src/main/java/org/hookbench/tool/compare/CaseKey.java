package org.hookbench.tool.compare;

import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.workload.Metric;

/**
 * What the cases of several runs must share to be looked at as one.
 *
 * @param bench the case
 * @param metric what was measured
 * @param unit its unit
 * @param higherIsBetter its direction
 */
public record CaseKey(BenchCase bench, String metric, String unit, boolean higherIsBetter) {
  /** That of a case. */
  public static CaseKey of(CaseResult c) {
    return of(c, c.bench());
  }

  /** That of a case which is called otherwise. */
  public static CaseKey of(CaseResult c, BenchCase called) {
    Metric m = c.metric();
    return new CaseKey(called, m.name(), m.unit(), m.higherIsBetter());
  }

  /** {@code cost in ns/packet}. */
  public String measure() {
    return metric + " in " + unit;
  }
}
