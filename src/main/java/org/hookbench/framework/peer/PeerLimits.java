package org.hookbench.framework.peer;

import java.time.Duration;
import org.hookbench.UsageException;

/**
 * What a peer grants at most.
 *
 * @param sessions at a time
 * @param time that a session lasts
 * @param bytes of payload that a session is sent, by all of its services together
 * @param rate datagrams a second, of a source of them
 * @param connections at a time, of a session's TCP services together
 */
public record PeerLimits(int sessions, Duration time, long bytes, int rate, int connections) {
  /** Where nothing is said. */
  public static final PeerLimits DEFAULT =
      new PeerLimits(4, Duration.ofHours(4), 1L << 44, 2_000_000, 64);

  /** How many services a session has at a time. */
  static final int SERVICES = 16;

  /** How long a client may take to prove that it knows the key. */
  static final Duration HANDSHAKE = Duration.ofSeconds(5);

  /** Connections that have not proven it yet, at a time; then the oldest is closed. */
  static final int UNPROVEN = 32;

  /** The same of one address. */
  static final int UNPROVEN_OF_ONE = 8;

  private static final int MOST_SESSIONS = 64;
  private static final int MOST_CONNECTIONS = 1024;

  public PeerLimits {
    if (sessions < 1 || sessions > MOST_SESSIONS) {
      throw new UsageException("a peer has 1 to " + MOST_SESSIONS + " sessions, not " + sessions);
    }
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      throw new UsageException(
          "a session has 1 to " + MOST_CONNECTIONS + " connections, not " + connections);
    }
    if (time.isNegative() || time.isZero() || bytes < 1 || rate < 1) {
      throw new UsageException("limits on time, bytes and rate are more than 0");
    }
  }
}
