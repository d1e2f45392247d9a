package org.hookbench.tool.doctor;

import org.apiguardian.api.API;

/** What a {@link Finding} comes to. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Status {
  /** As it should be, or of no consequence. */
  OK,
  /** HookBench measures, but a hook or another part is missing, or the numbers suffer. */
  WARNING,
  /** HookBench can't measure here. */
  BLOCKED,
  /** This user may not see it. */
  UNKNOWN
}
