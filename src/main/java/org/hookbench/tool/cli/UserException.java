package org.hookbench.tool.cli;

/** What a user can mend, in one line, with the exit code it ends in. */
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
