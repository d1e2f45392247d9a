package org.hookbench.framework.workload;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * The thread that serves a flow's receiving end, until the connection ends. It starts with the
 * first batch: a thread that is already blocked on a socket when the socket is put into a sockmap
 * with a verdict waits on the queue that no data comes to any more.
 */
final class Peer {
  private final Thread thread;
  private boolean started;
  private volatile IOException failure;

  /** A step of the peer's work. */
  interface Step {
    /** Does one step, blocking; false when the other end has closed. */
    boolean run() throws IOException;
  }

  /**
   * @param connection whose sending end is not to wait any more where a step fails
   */
  Peer(String name, Wire wire, TcpConnection connection, Step step) {
    thread =
        new Thread(
            () -> {
              wire.placeReceiver();
              try {
                while (step.run()) {
                  // the step does the work
                }
              } catch (ClosedChannelException e) {
                // our own close
              } catch (IOException e) {
                failure = e;
                end(connection);
              }
            },
            name);
    thread.setDaemon(true);
  }

  private static void end(TcpConnection connection) {
    try {
      connection.endSender();
    } catch (IOException e) {
      // it has ended by itself
      return;
    }
  }

  /** Starts it if it has not been. To be called by the one thread that uses the flow. */
  void start() {
    if (!started) {
      started = true;
      thread.start();
    }
  }

  /** Waits for the thread's end, which a shutdown of either end brings about. */
  void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The cause to report where the connection has ended under the sender's hands. */
  IOException ended() {
    IOException cause = failure;
    return new IOException(
        "the receiving end closed the connection"
            + (cause == null ? "" : ": " + cause.getMessage()),
        cause);
  }
}
