package org.hookbench.framework.iperf;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param connect for a connection of the control or a data flow
 * @param answer for each of the server's messages
 * @param freed for the server to be ready for its next test, after one of ours and before one
 */
record Patience(Duration connect, Duration answer, Duration freed) {
  static final Patience USUAL =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(1));
}
