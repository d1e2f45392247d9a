package org.hookbench.framework.workload;

import java.io.IOException;

/**
 * A flow at a fixed rate: each batch begins when it is due. What is measured of a batch is the CPU
 * time from the end of the one before to its own end, on all CPUs that the traffic runs on.
 */
final class PacedFlow extends ForwardingFlow {
  private final IdleTime idle;
  private final Pace pace;
  private final boolean pacedHere;
  private long ended;
  private long idleNanos;

  /**
   * @param intervalNanos from one batch to the next
   * @param pacedHere whether this end waits until a batch is due; otherwise the far end does
   */
  PacedFlow(Flow flow, IdleTime idle, long intervalNanos, boolean pacedHere) {
    super(flow);
    this.idle = idle;
    this.pace = new Pace(System::nanoTime, intervalNanos);
    this.pacedHere = pacedHere;
  }

  /** Of a flow that is closed with it. */
  static PacedFlow of(Flow flow, Wire wire, long intervalNanos, boolean pacedHere)
      throws IOException {
    try {
      return new PacedFlow(flow, wire.idleTime(), intervalNanos, pacedHere);
    } catch (RuntimeException e) {
      flow.close();
      throw e;
    }
  }

  @Override
  public int batch() throws IOException {
    long begun = System.nanoTime();
    long idleBefore = idle.nanos();
    pace.next(begun, ended);
    if (pacedHere) {
      pace.await(begun);
    }
    int lost = flow.batch();
    ended = System.nanoTime();
    long wall = ended - begun;
    // of several CPUs the busy time may be longer than the clock's
    long busy = wall * idle.cpus() - (idle.nanos() - idleBefore);
    idleNanos = wall - busy;
    return lost;
  }

  @Override
  public long idleNanos() {
    return idleNanos;
  }

  @Override
  public void close() throws IOException {
    try (idle) {
      flow.close();
    }
  }
}
