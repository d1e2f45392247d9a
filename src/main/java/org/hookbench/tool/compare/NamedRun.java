package org.hookbench.tool.compare;

import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.CaseData;

/** A run of ours as a side. */
record NamedRun(Side side, RunResults results) {
  String label() {
    return side.label();
  }

  CaseData dataOf(CaseResult c) {
    return results.data(c);
  }
}
