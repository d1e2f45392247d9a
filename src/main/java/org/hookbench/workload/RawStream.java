package org.hookbench.workload;

import java.io.IOException;

/**
 * Messages of one length over a connected stream socket, without the locks and the book-keeping of
 * a channel, which are some 3 % of a round trip. Closing the channel does not wake a thread that is
 * blocked in here; the other end's shutdown does.
 */
public interface RawStream {
  /** Sends the message, blocking. */
  void send() throws IOException;

  /**
   * Receives a whole message, blocking.
   *
   * @return false where the other end has closed
   */
  boolean receive() throws IOException;
}
