package org.hookbench.tool.cli.error;

/**
 * Exit codes: 0, 1, and else those of {@code sysexits.h}. A gate has codes of its own, 0 to 3, of
 * which 1 is a regression and nothing else.
 */
public final class ExitCode {
  public static final int OK = 0;

  /** Of a run: a fork failed, or the evidence does not support a number. */
  public static final int FAILED = 1;

  /** The command line is wrong (EX_USAGE). */
  public static final int USAGE = 64;

  /** A file can't be read as what it should be (EX_DATAERR). */
  public static final int BAD_DATA = 65;

  /** This machine can't: a library, a kernel feature is missing (EX_UNAVAILABLE); see doctor. */
  public static final int UNAVAILABLE = 69;

  /** An error of HookBench itself (EX_SOFTWARE). */
  public static final int INTERNAL = 70;

  /** The system gave no more memory or threads (EX_OSERR). */
  public static final int SYSTEM = 71;

  /** An output file or standard output can't be written (EX_CANTCREAT). */
  public static final int CANT_CREATE = 73;

  /** A file can't be read or written half-way (EX_IOERR). */
  public static final int IO_ERROR = 74;

  /** Not allowed (EX_NOPERM). */
  public static final int NO_PERMISSION = 77;

  /** The reader of standard output closed its pipe: 128 + SIGPIPE, as a shell says it. */
  public static final int PIPE_CLOSED = 141;

  private ExitCode() {}
}
