package org.hookbench.tool.cli;

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

  static UserException usage(String message) {
    return new UserException(ExitCode.USAGE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
