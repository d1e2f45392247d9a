package org.hookbench.tool.cli;

import org.hookbench.ErrorMessage;

/** A failure that the user can fix: one line, and the exit code. */
final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int exitCode;

  UserException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  UserException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** With the words of what made it known. */
  UserException(int exitCode, Throwable cause) {
    this(exitCode, ErrorMessage.of(cause), cause);
  }

  static UserException usage(String message) {
    return new UserException(ExitCode.USAGE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
