package org.hookbench.framework.iperf;

import java.time.Duration;

/** A point in time until which something is waited for. */
final class Deadline {
  private final Duration length;
  private final long end;

  private Deadline(Duration length) {
    this.length = length;
    this.end = System.nanoTime() + length.toNanos();
  }

  static Deadline in(Duration length) {
    return new Deadline(length);
  }

  boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /** Milliseconds to wait at the most, at least 1: to a selector 0 means for ever. */
  long millis() {
    return Math.max(1, (end - System.nanoTime()) / 1_000_000);
  }

  /** How long it was when it began, for messages. */
  @Override
  public String toString() {
    return length.toMillis() % 1000 == 0 ? length.toSeconds() + " s" : length.toMillis() + " ms";
  }
}
