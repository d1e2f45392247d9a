package org.hookbench.kernel.bpf;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Empties the ring buffer of {@code ringbuf} a hundred times a second, as a consumer would, so that
 * it never fills up. Its thread inherits the CPUs of the one that starts it.
 */
final class RingDrain implements SetUp {
  static final String MAP = "events";
  private static final long PERIOD_NANOS = 10_000_000;

  @Override
  public Filled fill(
      BpfObject object, ProgramSpec spec, String function, Optional<ProgramType> type) {
    return new Consumer(new RingBuffer(object.map(MAP)));
  }

  private static final class Consumer implements Filled {
    private final RingBuffer ring;
    private final Thread thread = new Thread(this::run, "hookbench-ringbuf");
    private volatile boolean closed;

    Consumer(RingBuffer ring) {
      this.ring = ring;
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      while (!closed) {
        ring.discard();
        LockSupport.parkNanos(PERIOD_NANOS);
      }
    }

    @Override
    public void close() {
      closed = true;
      LockSupport.unpark(thread);
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        // the thread may still look at the ring, which goes with the process
        return;
      }
      ring.close();
    }
  }
}
