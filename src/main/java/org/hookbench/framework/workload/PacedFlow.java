package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A flow at a fixed rate: each batch begins when it is due. What is measured of a batch is the CPU
 * time from the end of the one before to its own end, on all CPUs that the traffic runs on.
 */
final class PacedFlow implements Flow {
  /** After so long without a batch the rate begins anew: other arms were measured meanwhile. */
  private static final long PAUSE_NANOS = 5_000_000;

  private static final int LATE_BATCHES = 500;

  private final Flow flow;
  private final IdleTime idle;
  private final long intervalNanos;
  private final boolean pacedHere;
  private long due;
  private long ended;
  private long idleNanos;
  private int late;

  /**
   * @param intervalNanos from one batch to the next
   * @param pacedHere whether this end waits until a batch is due; otherwise the far end does
   */
  PacedFlow(Flow flow, IdleTime idle, long intervalNanos, boolean pacedHere) {
    this.flow = flow;
    this.idle = idle;
    this.intervalNanos = intervalNanos;
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
    if (begun - ended > PAUSE_NANOS) {
      due = begun;
      late = 0;
    }
    due += intervalNanos;
    if (pacedHere) {
      await(begun);
    }
    int lost = flow.batch();
    ended = System.nanoTime();
    long wall = ended - begun;
    // of several CPUs the busy time may be longer than the clock's
    long busy = wall * idle.cpus() - (idle.nanos() - idleBefore);
    idleNanos = wall - busy;
    return lost;
  }

  private void await(long now) throws IOException {
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
      left = due - System.nanoTime();
    }
  }

  @Override
  public void resume() throws IOException {
    flow.resume();
  }

  @Override
  public long idleNanos() {
    return idleNanos;
  }

  @Override
  public Optional<InetSocketAddress[]> connection() {
    return flow.connection();
  }

  @Override
  public Optional<InetSocketAddress[]> ends() {
    return flow.ends();
  }

  @Override
  public List<InetSocketAddress[]> connections() {
    return flow.connections();
  }

  @Override
  public List<InetSocketAddress[]> allEnds() {
    return flow.allEnds();
  }

  @Override
  public long uncountedPackets() {
    return flow.uncountedPackets();
  }

  @Override
  public long uncountedBytes() {
    return flow.uncountedBytes();
  }

  @Override
  public void close() throws IOException {
    try (idle) {
      flow.close();
    }
  }
}
