package org.hookbench.framework.reflect;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Sends a message to a far server and waits for it to come back, one at a time. All is done by the
 * thread that calls, and its sockets are in the network namespace of the thread that opened it; a
 * trip allocates nothing. Not for several threads.
 */
public interface RoundTrip extends AutoCloseable {
  /** What {@link #lastReflectorNanos} is where the server says nothing of its times. */
  long UNKNOWN = -1;

  /**
   * One trip; blocks until its reply has come or its patience is over. What answers an earlier trip
   * is counted and no end of this one.
   *
   * @return false where no reply came in time
   * @throws IOException where none can come any more: nothing listens there, the server has closed
   *     the connection, or it sends back something else. The message names the server
   */
  boolean trip() throws IOException;

  /** The address of this end and the server's. */
  InetSocketAddress[] ends();

  /**
   * How long the reflector had the message of the last trip that came back, by its own clock: from
   * its receive timestamp to its send timestamp.
   *
   * @return ns, or {@link #UNKNOWN} where the server has no timestamps or they run backwards
   */
  long lastReflectorNanos();

  /**
   * By how much the reflector's clock may be wrong, as it says itself in its error estimate (RFC
   * 4656, section 4.1.2).
   *
   * @return ns, or {@link #UNKNOWN}
   */
  long lastReflectorErrorNanos();

  /** Of all trips so far. */
  ReplyCounts counts();

  @Override
  void close() throws IOException;
}
