package org.hookbench.workload;

import java.io.IOException;

/**
 * A kind of traffic. It sees nothing of namespaces or hooks: it opens sockets at both ends of a
 * {@link Wire} and moves a batch when told.
 */
public interface Workload {
  /** Of a workload that needs time to settle after a slice on another lane, ns. */
  long LONG_SLICE_NANOS = 5_000_000;

  /** Of a workload whose batches are much shorter than this and need no time to settle, ns. */
  long SHORT_SLICE_NANOS = 1_000_000;

  /** The benchmark's simple class name, e.g. {@code "UdpPackets"}. */
  String name();

  /** What is measured. */
  Metric metric();

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

  /**
   * The length of a slice that gives the narrowest intervals in the same time, ns. The machine's
   * speed wanders, so that what is measured sooner after each other is compared better; below a few
   * batches a slice's median is no longer robust, and the switch to another lane takes its part.
   */
  default long sliceNanos() {
    return LONG_SLICE_NANOS;
  }

  /** Opens the sockets for one wire. */
  Flow open(Wire wire) throws IOException;
}
