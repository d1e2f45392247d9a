package org.hookbench.tool.cli.error;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Exit codes, and the one table of them, which help prints and the manual has: 0, 1, and else those
 * of {@code sysexits.h}. A gate has codes of its own, 0 to 3, of which 1 is a regression and
 * nothing else.
 */
public final class ExitCode {
  public static final int OK = 0;

  /** Of a run: a fork failed, or the evidence does not support a number. */
  public static final int FAILED = 1;

  /** The command line is wrong (EX_USAGE). */
  public static final int USAGE = 64;

  /** A file can't be read as what it should be (EX_DATAERR). */
  public static final int BAD_DATA = 65;

  /** Of the launcher: an input is not there (EX_NOINPUT). */
  public static final int NO_INPUT = 66;

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

  /** What a shell adds to the number of the signal that ended a process. */
  private static final int SIGNAL = 128;

  /** The reader of standard output closed its pipe: 128 + SIGPIPE, as a shell says it. */
  public static final int PIPE_CLOSED = 141;

  /**
   * A row of the table.
   *
   * @param codes one, or several that mean alike
   * @param when a process ends with it
   */
  public record Meaning(List<Integer> codes, String when) {
    /** As the table has it. */
    public String text() {
      return codes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
  }

  private ExitCode() {}

  /** Every code, in the order of the table. */
  public static List<Meaning> all() {
    return List.of(
        of("it is done; of a run: it is complete", OK),
        of(
            "of a run: a fork failed, or the evidence does not support a number; of calibrate: not"
                + " passed; of a gate: a regression, and nothing else",
            FAILED),
        of(
            "of a gate (compare --fail-on, run --fail-on, gate, history --fail-on-change): undecided",
            2),
        of("of a gate: a run can't be trusted", 3),
        of("the command line is wrong, or an extension on the class path fails", USAGE),
        of("a file can't be read as what it should be; of peer: so can't what comes", BAD_DATA),
        of("of the launcher: neither the jar nor its sources are there", NO_INPUT),
        of("this machine can't measure it, or another run is going on", UNAVAILABLE),
        of("an error of HookBench itself; of the launcher: the build failed", INTERNAL),
        of("the system gave no more memory or threads", SYSTEM),
        of(
            "an output file or standard output can't be written, a full disk among the reasons",
            CANT_CREATE),
        of("a file can't be read, or its reading failed half-way", IO_ERROR),
        of("not allowed", NO_PERMISSION),
        of(
            "ended by HUP, INT, TERM; the forks that were complete are saved",
            SIGNAL + 1,
            SIGNAL + 2,
            SIGNAL + 15),
        of(
            "the reader closed the pipe, as head does, where the code would be 0; no message",
            PIPE_CLOSED));
  }

  private static Meaning of(String when, Integer... codes) {
    return new Meaning(List.of(codes), when);
  }
}
