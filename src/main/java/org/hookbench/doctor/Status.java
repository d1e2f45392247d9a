package org.hookbench.doctor;

/** What a {@link Finding} comes to. */
public enum Status {
  /** As it should be, or of no consequence. */
  OK,
  /** HookBench runs, but something is missing or the numbers suffer. */
  WARNING,
  /** HookBench, or one of its hooks, can't run here. */
  BLOCKED,
  /** This user may not see it. */
  UNKNOWN
}
