package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PacedLatencyFlowTest {
  private static final long INTERVAL = 2_000_000;

  /** Takes so long, and of that idles a little. */
  private static final class Busy implements Flow {
    private long nanos;
    private long begun;
    private boolean closed;

    @Override
    public int batch() {
      begun = System.nanoTime();
      while (System.nanoTime() - begun < nanos) {
        Thread.onSpinWait();
      }
      return 1;
    }

    @Override
    public long idleNanos() {
      return 5;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Busy busy = new Busy();

  /** What the meter takes for an operation's time: all of it but what was idle. */
  private static long timed(Flow flow) throws IOException {
    long before = System.nanoTime();
    assertEquals(1, flow.batch());
    return System.nanoTime() - before - flow.idleNanos();
  }

  @Test
  void theWaitUntilAnOperationIsDueIsNoPartOfIt() throws IOException {
    try (PacedLatencyFlow paced = new PacedLatencyFlow(busy, INTERVAL)) {
      long first = System.nanoTime();
      for (int i = 1; i <= 5; i++) {
        long before = System.nanoTime();
        paced.batch();
        assertTrue(busy.begun - first >= i * INTERVAL, "it begins no sooner than it is due");
        // from the call to the begin, less what other threads of the machine took in between
        assertTrue(paced.idleNanos() <= busy.begun - before + 5, "no more than the wait is idle");
        assertTrue(paced.idleNanos() >= 5, "and what the flow itself waited in vain");
      }
    }
    assertTrue(busy.closed);
  }

  /**
   * Of 2 ms each, when the first takes 20 ms: the following ones were due some 16 and 14 ms ago.
   */
  @Test
  void whatAStallHeldUpCountsFromWhenItWasDue() throws IOException {
    try (PacedLatencyFlow paced = new PacedLatencyFlow(busy, INTERVAL)) {
      paced.batch();
      busy.nanos = 10 * INTERVAL;
      timed(paced);
      busy.nanos = 0;
      assertTrue(timed(paced) >= 8 * INTERVAL);
      assertTrue(timed(paced) >= 6 * INTERVAL);
    }
  }
}
