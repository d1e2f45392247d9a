package org.hookbench.framework.workload;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Operations at a fixed rate, each of which is timed. One that begins late, for the one before took
 * longer than the rate allows, counts from when it was due: else a stall would be in one operation
 * only and not in those that it held up (coordinated omission).
 */
final class PacedLatencyFlow extends ForwardingFlow {
  private final LongSupplier clock;
  private final Pace pace;
  private long ended;
  private long idleNanos;

  /**
   * @param intervalNanos from one batch to the next
   */
  PacedLatencyFlow(Flow flow, long intervalNanos) {
    this(flow, intervalNanos, System::nanoTime);
  }

  /**
   * @param clock ns, as System.nanoTime
   */
  PacedLatencyFlow(Flow flow, long intervalNanos, LongSupplier clock) {
    super(flow);
    this.clock = clock;
    this.pace = new Pace(clock, intervalNanos);
  }

  @Override
  public int batch() throws IOException {
    long now = clock.getAsLong();
    long due = pace.next(now, ended);
    pace.await(now);
    // negative where it is late
    long waited = due - now > 0 ? clock.getAsLong() - now : due - now;
    int lost = flow.batch();
    ended = clock.getAsLong();
    idleNanos = waited + flow.idleNanos();
    return lost;
  }

  @Override
  public long idleNanos() {
    return idleNanos;
  }
}
