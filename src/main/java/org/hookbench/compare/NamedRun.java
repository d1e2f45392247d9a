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
    return results.run().cases().stream()
        .filter(d -> d.bench().equals(c.bench()))
        .findFirst()
        .orElseThrow();
  }
}
