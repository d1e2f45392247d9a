package org.hookbench.experiment;

import java.util.List;

/** Who wants to know how a run goes on. */
public interface RunListener {
  /** A case's first fork is about to start. */
  void caseStarted(BenchCase started);

  /** Some more cycles are there: all cases so far, the last one still growing. */
  void stretchDone(List<CaseData> soFar);

  /** Something for {@code -v EXTRA}. */
  void detail(String text);
}
