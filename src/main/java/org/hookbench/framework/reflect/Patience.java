package org.hookbench.framework.reflect;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.Consumer;
import org.hookbench.ErrorMessage;
import org.hookbench.SocketAddresses;

/**
 * How long a trip waits. A selector waits, since a blocking read of Java's either knows no limit or
 * takes four more system calls. Allocates nothing.
 */
final class Patience {
  private static final long NANOS_A_MILLI = 1_000_000;

  /** What is ready is found out by reading it. */
  private static final Consumer<SelectionKey> NOTHING = key -> {};

  private final long most;
  private long end;

  Patience(Duration most) {
    this.most = most.toNanos();
  }

  /** From now on. */
  void begin() {
    end = System.nanoTime() + most;
  }

  /**
   * Waits until there is something to read.
   *
   * @return false where it is over
   */
  boolean await(Selector selector) throws IOException {
    long left = end - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    if (selector.select(NOTHING, (left + NANOS_A_MILLI - 1) / NANOS_A_MILLI) == 0
        && Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while waiting for a reply");
    }
    return true;
  }

  static IOException about(InetSocketAddress server, Exception e) {
    return new IOException(
        "connect to " + SocketAddresses.text(server) + ": " + ErrorMessage.of(e), e);
  }
}
