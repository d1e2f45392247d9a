package org.hookbench.tool.cli.error;

import org.hookbench.ErrorMessage;

/** A failure that the user can fix: one line, and the exit code. */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int exitCode;

  public UserException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public UserException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** With the words of what made it known. */
  public UserException(int exitCode, Throwable cause) {
    this(exitCode, ErrorMessage.of(cause), cause);
  }

  public static UserException usage(String message) {
    return new UserException(ExitCode.USAGE, message);
  }

  public int exitCode() {
    return exitCode;
  }
}
