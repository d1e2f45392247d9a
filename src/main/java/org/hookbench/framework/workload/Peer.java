package org.hookbench.framework.workload;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The thread that serves a connection's receiving end, or those of several connections, on that
 * end's CPU, until a connection ends. It starts with the first batch: a thread that is already
 * blocked on a socket when the socket is put into a sockmap with a verdict waits on the queue that
 * no data comes to any more.
 *
 * <p>A {@link Flow} that uses one calls {@link #start} first in each batch, throws {@link #ended}
 * where its own end has read the connection's end, and calls {@link #close} in its own close.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Peer implements AutoCloseable {
  private final List<TcpConnection> connections;
  private final Thread thread;
  private boolean started;
  private volatile @Nullable IOException failure;

  /** A step of the peer's work. */
  @FunctionalInterface
  public interface Step {
    /**
     * Does one step, such as to receive a request and to send its response; blocking.
     *
     * @return false when the other end has closed
     * @throws IOException which ends the connection, and is the cause of {@link Peer#ended}
     */
    boolean run() throws IOException;
  }

  /**
   * Makes the thread, which does not run yet.
   *
   * @param name the thread's, for thread dumps
   * @param wire over which the connection is
   * @param connection whose receiving end the steps serve
   * @param step done again and again until it returns false or throws
   */
  public Peer(String name, Wire wire, TcpConnection connection, Step step) {
    this(name, wire, List.of(connection), step);
  }

  /** One thread for several connections. */
  Peer(String name, Wire wire, List<TcpConnection> connections, Step step) {
    this.connections = connections;
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
                connections.forEach(Peer::end);
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
  public void start() {
    if (!started) {
      started = true;
      thread.start();
    }
  }

  /** Shuts the connections down, waits for the thread's end, and closes the connections. */
  @Override
  public void close() throws IOException {
    try {
      for (TcpConnection connection : connections) {
        // the thread is blocked in a system call that only this wakes; its descriptor must outlive
        // it
        connection.sender().shutdownOutput();
        // the other end's word may be lost as well
        connection.receiver().shutdownInput();
        connection.receiver().shutdownOutput();
      }
      join();
    } finally {
      for (TcpConnection connection : connections) {
        connection.close();
      }
    }
  }

  private void join() {
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
  public IOException ended() {
    IOException cause = failure;
    return new IOException(
        "the receiving end closed the connection"
            + (cause == null ? "" : ": " + cause.getMessage()),
        cause);
  }
}
