package org.hookbench.framework.workload;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** When each batch of a flow with a rate is due. Used by one thread. */
final class Pace {
  /** After so long without a batch the rate begins anew: other arms were measured meanwhile. */
  private static final long PAUSE_NANOS = 5_000_000;

  private static final int LATE_BATCHES = 500;

  private final LongSupplier clock;
  private final long intervalNanos;
  private boolean begun;
  private long due;
  private int late;

  /**
   * @param clock ns, as System.nanoTime
   * @param intervalNanos from one batch to the next
   */
  Pace(LongSupplier clock, long intervalNanos) {
    this.clock = clock;
    this.intervalNanos = intervalNanos;
  }

  /**
   * When the next batch is due, by the clock.
   *
   * @param now when it could begin
   * @param ended when the one before ended; not looked at for the first
   */
  long next(long now, long ended) {
    if (!begun || now - ended > PAUSE_NANOS) {
      begun = true;
      due = now;
      late = 0;
    }
    due += intervalNanos;
    return due;
  }

  /**
   * Waits until the batch is due.
   *
   * @param now when it could begin
   * @throws IOException where too many that follow each other began too late
   */
  void await(long now) throws IOException {
    if (due - now <= 0) {
      if (++late > LATE_BATCHES) {
        throw new IOException("this host can't keep up with the rate: each batch begins too late");
      }
      return;
    }
    late = 0;
    long left = due - now;
    while (left > 0) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        throw new java.io.InterruptedIOException("interrupted while waiting for the next batch");
      }
      left = due - clock.getAsLong();
    }
  }
}
