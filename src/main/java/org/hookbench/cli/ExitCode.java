package org.hookbench.cli;

/** Exit codes: 0, 1, and for what a user can mend those of {@code sysexits.h}. */
final class ExitCode {
  static final int OK = 0;

  /** A fork failed, or the evidence does not bear a number out. */
  static final int FAILED = 1;

  /** The command line is wrong (EX_USAGE). */
  static final int USAGE = 64;

  /** A file can't be read as what it should be (EX_DATAERR). */
  static final int BAD_DATA = 65;

  /** This machine can't: a library, a kernel feature is missing (EX_UNAVAILABLE); see doctor. */
  static final int UNAVAILABLE = 69;

  /** An output file can't be written (EX_CANTCREAT). */
  static final int CANT_CREATE = 73;

  /** Not allowed (EX_NOPERM). */
  static final int NO_PERMISSION = 77;

  private ExitCode() {}
}
