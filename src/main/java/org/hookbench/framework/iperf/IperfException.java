package org.hookbench.framework.iperf;

import java.io.IOException;
import java.util.Objects;

/**
 * A test with an iperf3 server can't begin or go on. The message is one sentence for the user,
 * without a full stop, that names the server.
 */
public final class IperfException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is, for those who do something about it. */
  public enum Reason {
    /** No connection came about. */
    UNREACHABLE,
    /** The server serves another test. */
    BUSY,
    /** The server wants a user and a password, or other ones. */
    AUTHENTICATION,
    /** The server refused the parameters, ran into one of its limits, or failed by itself. */
    SERVER_ERROR,
    /** What is there does not speak iperf3's protocol. */
    NOT_IPERF3,
    /** The server ended the test, or its control connection is gone. */
    ENDED,
    /** The server did not answer in time. */
    SILENT
  }

  private final Reason reason;
  private final boolean passing;

  private IperfException(Reason reason, boolean passing, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.passing = passing;
  }

  IperfException(Reason reason, String message) {
    super(message);
    this.reason = reason;
    this.passing = false;
  }

  IperfException(Reason reason, String message, Throwable cause) {
    this(reason, false, message, cause);
  }

  /**
   * The same failure, seen where a server that has just ended a test shows it for some
   * milliseconds.
   */
  IperfException asPassing() {
    return new IperfException(reason, true, getMessage(), this);
  }

  /** Whether trying again at once may succeed. */
  boolean isPassing() {
    return passing;
  }

  /** What kind of failure it is. */
  public Reason reason() {
    return reason;
  }

  /** The message that it was made with, which is never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
