package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PacedFlowTest {
  /** Two CPUs, of which so many ns were idle a batch. */
  private static final class Idle implements IdleTime {
    private final long perReading;
    private long nanos;
    private boolean closed;

    Idle(long perReading) {
      this.perReading = perReading;
    }

    @Override
    public int cpus() {
      return 2;
    }

    @Override
    public long nanos() {
      nanos += perReading;
      return nanos;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Notes when its batches ran. */
  private static final class Noted implements Flow {
    private long last;
    private boolean closed;

    @Override
    public int batch() {
      last = System.nanoTime();
      return 3;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void batchesComeNoFasterThanTheRate() throws IOException {
    Noted noted = new Noted();
    PacedFlow paced = new PacedFlow(noted, new Idle(0), 1_000_000, true);
    long begin = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertEquals(3, paced.batch(), "lost");
    }
    assertTrue(noted.last - begin >= 20 * 1_000_000L, "the last one is due after 20 intervals");
  }

  /** Of 2 CPUs, wall x 2 less the idle time is busy; the meter takes the idle from the wall. */
  @Test
  void whatIsLeftOfABatchsTimeIsCpuTimeOfAllCpus() throws IOException {
    Idle idle = new Idle(700);
    PacedFlow paced = new PacedFlow(new Noted(), idle, 1_000_000, true);
    long before = System.nanoTime();
    paced.batch();
    long most = System.nanoTime() - before;
    // busy = 2 wall - 700, so wall - idleNanos = 2 wall - 700: idleNanos = 700 - wall
    assertTrue(paced.idleNanos() <= 700 - 1_000_000 && paced.idleNanos() >= 700 - most);
  }

  @Test
  void aRateThatIsTooHighIsSaid() {
    PacedFlow paced = new PacedFlow(new Noted(), new Idle(0), 1, true);
    IOException e =
        assertThrows(
            IOException.class,
            () -> {
              for (int i = 0; i < 1_000_000; i++) {
                paced.batch();
              }
            });
    assertTrue(e.getMessage().startsWith("this host can't keep up"), e::getMessage);
  }

  @Test
  void closesBoth() throws IOException {
    Noted noted = new Noted();
    Idle idle = new Idle(0);
    new PacedFlow(noted, idle, 1, false).close();
    assertTrue(noted.closed && idle.closed);
  }
}
