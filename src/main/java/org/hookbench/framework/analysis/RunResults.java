package org.hookbench.framework.analysis;

import java.util.List;
import org.apiguardian.api.API;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.RunData;

/**
 * What a run says.
 *
 * @param run what it was made from
 * @param confidence of its intervals, e.g. 0.95
 * @param comparisons how many Holm's correction is over: every hook in every case
 * @param cases an entry a case that has a complete fork
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record RunResults(RunData run, double confidence, int comparisons, List<CaseResult> cases) {
  /** What a case of these was made from. */
  public CaseData data(CaseResult c) {
    return run.cases().stream().filter(d -> d.bench().equals(c.bench())).findFirst().orElseThrow();
  }

  /** Whether all cases can be trusted. */
  public boolean isTrusted() {
    return cases.stream().allMatch(CaseResult::isTrusted);
  }
}
