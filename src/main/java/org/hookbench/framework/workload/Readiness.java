package org.hookbench.framework.workload;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.Consumer;

/** Waits until one of several sockets with another host can go on. Allocates nothing. */
final class Readiness {
  private static final Consumer<SelectionKey> NOTHING = key -> {};

  private final Selector selector;
  private final long patienceMillis;
  private final String nothingCame;

  /**
   * @param selector closed by who opened it
   * @param patience how long the wait may be
   * @param nothing what is said where it ends in vain, e.g. {@code "no datagram came"}
   */
  Readiness(Selector selector, Duration patience, String nothing) {
    this.selector = selector;
    this.patienceMillis = patience.toMillis();
    this.nothingCame = nothing + " in " + patience.toSeconds() + " s";
  }

  /**
   * Waits.
   *
   * @throws IOException where none can go on within the patience
   */
  void await() throws IOException {
    if (selector.select(NOTHING, patienceMillis) == 0) {
      throw Thread.currentThread().isInterrupted()
          ? new InterruptedIOException("interrupted while waiting for the peer")
          : new IOException(nothingCame);
    }
  }
}
