package org.hookbench.framework.workload;

import java.io.IOException;

/**
 * Operations at a fixed rate, each of which is timed. One that begins late, for the one before took
 * longer than the rate allows, counts from when it was due: else a stall would be in one operation
 * only and not in those that it held up (coordinated omission).
 */
final class PacedLatencyFlow extends ForwardingFlow {
  private final Pace pace;
  private long ended;
  private long idleNanos;

  /**
   * @param intervalNanos from one batch to the next
   */
  PacedLatencyFlow(Flow flow, long intervalNanos) {
    super(flow);
    this.pace = new Pace(intervalNanos);
  }

  @Override
  public int batch() throws IOException {
    long now = System.nanoTime();
    long due = pace.next(now, ended);
    pace.await(now);
    // negative where it is late
    long waited = due > now ? System.nanoTime() - now : due - now;
    int lost = flow.batch();
    ended = System.nanoTime();
    idleNanos = waited + flow.idleNanos();
    return lost;
  }

  @Override
  public long idleNanos() {
    return idleNanos;
  }
}
