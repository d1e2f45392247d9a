package org.hookbench.framework.experiment;

/** Who wants to know how a run goes on. */
public interface RunListener {
  /**
   * How many forks each case will have.
   *
   * @param forks at least; precision may ask for more
   */
  void planned(int forks);

  /**
   * The estimates are there; all cases are about to run again with a profiler on.
   *
   * @param profiler what {@code -prof} knows it by
   * @param forks each case will have with it
   */
  void profiling(String profiler, int forks);

  /** A case's first fork is about to start. */
  void caseStarted(BenchCase started);

  /**
   * Some more cycles are there.
   *
   * @param cycles so far, in all cases, without or with the profiler that is on
   */
  void stretchDone(long cycles);

  /**
   * A fork ran to its end.
   *
   * @param running its case, with the forks that are complete
   */
  void forkDone(CaseData running);

  /** Something for {@code -v EXTRA}. */
  void detail(String text);
}
