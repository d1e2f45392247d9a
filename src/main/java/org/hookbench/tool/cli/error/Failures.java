package org.hookbench.tool.cli.error;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import org.hookbench.ErrorMessage;
import org.hookbench.UsageException;
import org.hookbench.framework.runfile.OutputException;
import org.hookbench.framework.runfile.RunFileException;
import org.hookbench.kernel.bpf.ObjectFileException;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.tool.cli.terminal.PlainOutput;
import org.hookbench.tool.input.InputFormatException;

/** Turns whatever went wrong into one line and an exit code; the stack trace only on request. */
public final class Failures {
  private static final int DEEPEST = 20;

  private Failures() {}

  /** Prints the line. Where there is no memory left to make it, a shorter one. */
  public static int report(Throwable thrown, PrintStream err, boolean verbose) {
    Throwable e = memory(thrown);
    int code = exitCode(e);
    try {
      err.println("hookbench: " + oneLine(message(e, code)));
      if (verbose) {
        thrown.printStackTrace(err);
      }
    } catch (OutOfMemoryError | StackOverflowError again) {
      err.println("hookbench: out of memory");
    }
    return code;
  }

  /** The lack of memory or threads that libraries wrap into something else; else the same. */
  private static Throwable memory(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof OutOfMemoryError) {
        return cause;
      }
      cause = cause.getCause();
    }
    return thrown;
  }

  /** What ends a thread that nobody waits for is told in a line too. */
  public static void reportThoseOfThreads(boolean verbose) {
    Thread.setDefaultUncaughtExceptionHandler((t, e) -> report(e, System.err, verbose));
  }

  private static String message(Throwable e, int code) {
    String said = ErrorMessage.of(e);
    if (e instanceof OutOfMemoryError) {
      return isOfThreads(e)
          ? "the system refuses a thread (" + said + "); see ulimit -u and the cgroup's pids.max"
          : "out of memory (" + said + "); java -Xmx2g -jar ... gives it more";
    }
    if (code != ExitCode.INTERNAL || e instanceof UserException) {
      return said;
    }
    Throwable first =
        e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
    return "internal error: " + first + " (-v EXTRA says where)";
  }

  private static boolean isOfThreads(Throwable e) {
    return e.getMessage() != null && e.getMessage().contains("native thread");
  }

  private static int exitCode(Throwable e) {
    if (e instanceof UserException user) {
      return user.exitCode();
    }
    if (e instanceof OutputException) {
      return ExitCode.CANT_CREATE;
    }
    if (e instanceof RunFileException
        || e instanceof InputFormatException
        || e instanceof ObjectFileException) {
      return ExitCode.BAD_DATA;
    }
    if (e instanceof InvalidPathException || e instanceof UsageException) {
      return ExitCode.USAGE;
    }
    if (e instanceof KernelException || e instanceof UnsatisfiedLinkError) {
      return ExitCode.UNAVAILABLE;
    }
    if (e instanceof IOException || e instanceof UncheckedIOException) {
      return ExitCode.IO_ERROR;
    }
    return e instanceof OutOfMemoryError ? ExitCode.SYSTEM : ExitCode.INTERNAL;
  }

  /** Without line breaks and tabs; the rest of what a terminal obeys is {@link PlainOutput}'s. */
  private static String oneLine(String text) {
    return text.replaceAll("\\R\\s*|\t", " ");
  }
}
