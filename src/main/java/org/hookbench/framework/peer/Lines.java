package org.hookbench.framework.peer;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;

/**
 * The control connection: lines of printable ASCII, in both directions. Not for several threads.
 */
interface Lines extends Closeable {
  /** Bytes of a line with its end. */
  int MOST = 1024;

  /**
   * The next line, without its end.
   *
   * @param deadline by {@link System#nanoTime}
   * @return empty where the other side has ended
   * @throws PeerException if it is too long, or has bytes that are no printable ASCII
   * @throws SocketTimeoutException where it has not come in time
   */
  Optional<String> read(long deadline) throws IOException;

  /** Sends a line, which the caller has made of printable ASCII. */
  void write(String line) throws IOException;

  /** What is known of how the other side ended, in brackets; empty where nothing is. */
  default String ending() {
    return "";
  }
}
