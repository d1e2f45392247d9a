package org.hookbench.framework.experiment;

import java.util.Optional;

/**
 * What came from one fork.
 *
 * @param number from 0 within its case
 * @param startedMillis when its first slices came, ms since the epoch
 * @param slices every measured slice, in the order of time
 * @param report its closing report; empty if it ended before its last slice
 */
public record ForkData(int number, long startedMillis, Slices slices, Optional<ForkReport> report) {
  /** Whether the fork ran to its end: only then does it count. */
  public boolean isComplete() {
    return report.isPresent();
  }
}
