package org.hookbench.tool.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hookbench.tool.cli.error.ExitCode;

/**
 * Standard output and standard error: UTF-8 whatever the locale, {@linkplain PlainOutput plain},
 * and with an end that tells whether all of it arrived.
 */
public final class Standard {
  private static final CheckedOutput OUT =
      new CheckedOutput(new FileOutputStream(FileDescriptor.out));
  private static final OutputStream ERR = new FileOutputStream(FileDescriptor.err);
  private static final PrintStream PAINTED_OUT = printer(OUT);
  private static final PrintStream PAINTED_ERR = printer(ERR);

  private Standard() {}

  /** From now on {@code System.out} and {@code System.err} are these. */
  public static void install() {
    System.setOut(printer(new PlainOutput(OUT)));
    System.setErr(printer(new PlainOutput(ERR)));
  }

  /** Standard output for text with colours of ours, whose other parts are known to be plain. */
  public static PrintStream paintedOut() {
    return PAINTED_OUT;
  }

  /** Standard error for what is painted on a terminal, whose other parts are known to be plain. */
  static PrintStream paintedErr() {
    return PAINTED_ERR;
  }

  /** Why standard output can't be written, where somebody still waits for it. */
  public static Optional<IOException> failure() {
    System.out.flush();
    return OUT.failure().filter(e -> !Terminal.isOutputPipe());
  }

  /**
   * The exit code of a process whose output may be lost: {@link ExitCode#CANT_CREATE}, with a line
   * that says why, whatever the code was. A reader that closed its pipe has read what it wanted:
   * that is no failure, and a code that would be 0 is {@link ExitCode#PIPE_CLOSED}, as SIGPIPE
   * makes it of other commands.
   *
   * @param code without that
   */
  public static int end(int code, PrintStream err) {
    Optional<IOException> failure = failure();
    if (failure.isPresent()) {
      err.println("hookbench: can't write standard output: " + failure.get().getMessage());
      return ExitCode.CANT_CREATE;
    }
    return OUT.failure().isPresent() && code == ExitCode.OK ? ExitCode.PIPE_CLOSED : code;
  }

  private static PrintStream printer(OutputStream to) {
    return new PrintStream(new BufferedOutputStream(to), true, StandardCharsets.UTF_8);
  }
}
