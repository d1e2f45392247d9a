package org.hookbench.workload;

import java.io.IOException;

/**
 * A kind of traffic. It sees nothing of namespaces or hooks: it opens sockets at both ends of a
 * {@link Wire} and moves a batch when told.
 */
public interface Workload {
  /** The benchmark's simple class name, e.g. {@code "UdpPackets"}. */
  String name();

  /** What is measured. */
  Metric metric();

  /** What one operation is, e.g. {@code "packet"}; a batch holds {@link #operationsPerBatch()}. */
  String operation();

  /** Operations in a batch. */
  int operationsPerBatch();

  /**
   * The metric's value for a batch that took so long.
   *
   * @param nanos the batch's time, ns
   */
  double value(double nanos);

  /** Whether each batch is one operation whose time is a latency to be kept in a histogram. */
  boolean isLatency();

  /**
   * Whether sockets must be opened anew when another arm comes to their lane: a connection whose
   * state outlives the arm that shaped it, such as a stream's congestion window, would be the next
   * arm's burden.
   */
  default boolean needsFreshSockets() {
    return false;
  }

  /** Opens the sockets for one wire. */
  Flow open(Wire wire) throws IOException;
}
