package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class PacedLatencyFlowTest {
  private static final long INTERVAL = 2_000_000;
  private static final long IN_VAIN = 5;

  /** Goes on by a step whenever it is read, so that no scheduler has a part in it. */
  private static final class Clock implements LongSupplier {
    private static final long STEP = 100_000;
    private long now = Long.MAX_VALUE - 10 * INTERVAL; // as the real one, it may pass its end

    @Override
    public long getAsLong() {
      now += STEP;
      return now;
    }
  }

  /** Takes so long, and of that idles a little. */
  private static final class Busy implements Flow {
    private final Clock clock;
    private long nanos;
    private long begun;
    private boolean closed;

    Busy(Clock clock) {
      this.clock = clock;
    }

    @Override
    public int batch() {
      begun = clock.now;
      clock.now += nanos;
      return 1;
    }

    @Override
    public long idleNanos() {
      return IN_VAIN;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Clock clock = new Clock();
  private final Busy busy = new Busy(clock);

  /** What the meter takes for an operation's time: all of it but what was idle. */
  private long timed(Flow flow) throws IOException {
    long before = clock.now;
    assertEquals(1, flow.batch());
    return clock.now - before - flow.idleNanos();
  }

  @Test
  void theWaitUntilAnOperationIsDueIsNoPartOfIt() throws IOException {
    try (PacedLatencyFlow paced = new PacedLatencyFlow(busy, INTERVAL, clock)) {
      long first = clock.now + Clock.STEP;
      busy.nanos = INTERVAL / 2;
      for (int i = 1; i <= 5; i++) {
        // it reads the clock before the wait and behind the operation
        assertEquals(busy.nanos + 2 * Clock.STEP - IN_VAIN, timed(paced));
        assertTrue(busy.begun - first - i * INTERVAL >= 0, "it begins no sooner than it is due");
        assertTrue(busy.begun - first - i * INTERVAL <= 2 * Clock.STEP, "and not much later");
      }
    }
    assertTrue(busy.closed);
  }

  /** Of 2 ms each, when one takes 20 ms: the following ones were due some 18 and 16 ms before. */
  @Test
  void whatAStallHeldUpCountsFromWhenItWasDue() throws IOException {
    try (PacedLatencyFlow paced = new PacedLatencyFlow(busy, INTERVAL, clock)) {
      paced.batch();
      busy.nanos = 10 * INTERVAL;
      timed(paced);
      busy.nanos = 0;
      assertEquals(9 * INTERVAL, timed(paced), INTERVAL / 2.0);
      assertEquals(8 * INTERVAL, timed(paced), INTERVAL / 2.0);
    }
  }
}
