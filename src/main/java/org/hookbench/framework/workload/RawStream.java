package org.hookbench.framework.workload;

import java.io.IOException;
import java.time.Duration;
import org.apiguardian.api.API;

/**
 * Messages of one length over a connected stream socket, without the locks and the book-keeping of
 * a channel, which are some 3 % of a round trip. Closing the channel does not wake a thread that is
 * blocked in here; the other end's shutdown does.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface RawStream {
  /** Sends the message, blocking. */
  void send() throws IOException;

  /**
   * Has {@link #receive} fail when nothing comes for so long.
   *
   * @param most zero for never; a wait that may end costs a timer
   */
  void patience(Duration most);

  /**
   * Receives a whole message, blocking.
   *
   * @return false where the other end has closed
   */
  boolean receive() throws IOException;
}
