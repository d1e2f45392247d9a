package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/** A workload's open sockets on one wire. Used by one thread at a time. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Flow extends AutoCloseable {
  /**
   * Moves one batch from end to end and returns when all of it has arrived, or is given up.
   * Allocates nothing.
   *
   * @return the operations lost
   */
  int batch() throws IOException;

  /**
   * Traffic goes on after a pause in which the lane's hook has changed: what came in before, and
   * was not read, is no part of what follows.
   */
  default void resume() throws IOException {}

  /**
   * How long the last batch waited in vain at its end, ns: from when nothing more came until it
   * gave up what was lost. That is no part of what its operations took.
   */
  default long idleNanos() {
    return 0;
  }

  /**
   * What the last batch says itself that was measured, in the workload's metric; NaN where its time
   * is what is measured.
   */
  default double measured() {
    return Double.NaN;
  }

  /** The TCP connection's two ends, sender first, where there is one. */
  default Optional<InetSocketAddress[]> connection() {
    return Optional.empty();
  }

  /** The addresses of the sending and the receiving socket. */
  default Optional<InetSocketAddress[]> ends() {
    return connection();
  }

  /** All of its TCP connections, where it has several, each as {@link #connection()}. */
  default List<InetSocketAddress[]> connections() {
    return connection().stream().toList();
  }

  /** The ends of all of its pairs of sockets, where it has several, each as {@link #ends()}. */
  default List<InetSocketAddress[]> allEnds() {
    List<InetSocketAddress[]> connections = connections();
    return connections.isEmpty() ? ends().stream().toList() : connections;
  }

  /**
   * Packets so far that it has put into the receiver's device by itself, which that device's own
   * counters leave out.
   */
  default long uncountedPackets() {
    return 0;
  }

  /** Bytes of these, link-layer headers included. */
  default long uncountedBytes() {
    return 0;
  }

  @Override
  void close() throws IOException;
}
