package org.hookbench.compare;

import org.hookbench.analysis.CaseResult;
import org.hookbench.analysis.RunResults;
import org.hookbench.experiment.CaseData;

/** A run of ours as a side. */
record NamedRun(Side side, RunResults results) {
  String label() {
    return side.label();
  }

  CaseData dataOf(CaseResult c) {
    return results.data(c);
  }
}
