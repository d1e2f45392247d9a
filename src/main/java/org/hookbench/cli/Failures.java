package org.hookbench.cli;

import java.io.PrintStream;
import org.hookbench.bpf.ObjectFileException;
import org.hookbench.foreign.ForeignFormatException;
import org.hookbench.kernel.KernelException;
import org.hookbench.runfile.OutputException;
import org.hookbench.runfile.RunFileException;

/** Turns whatever went wrong into one line and an exit code; the stack trace only on request. */
final class Failures {
  private Failures() {}

  static int report(Throwable e, PrintStream err, boolean verbose) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    int code = exitCode(e);
    boolean ours = code != ExitCode.FAILED || e instanceof UserException;
    err.println(
        "hookbench: "
            + message
            + (ours || verbose
                ? ""
                : " [" + e.getClass().getSimpleName() + "; -v EXTRA says more]"));
    if (verbose) {
      e.printStackTrace(err);
    }
    return code;
  }

  private static int exitCode(Throwable e) {
    if (e instanceof UserException user) {
      return user.exitCode();
    }
    if (e instanceof OutputException) {
      return ExitCode.CANT_CREATE;
    }
    if (e instanceof RunFileException
        || e instanceof ForeignFormatException
        || e instanceof ObjectFileException) {
      return ExitCode.BAD_DATA;
    }
    return e instanceof KernelException ? ExitCode.UNAVAILABLE : ExitCode.FAILED;
  }
}
