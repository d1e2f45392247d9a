package org.hookbench.cli;

import java.io.PrintStream;
import org.hookbench.kernel.KernelException;

/** Turns whatever went wrong into one line and an exit code; the stack trace only on request. */
final class Failures {
  private Failures() {}

  static int report(Throwable e, PrintStream err, boolean verbose) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    boolean ours = e instanceof UserException || e instanceof KernelException;
    err.println(
        "hookbench: "
            + message
            + (ours || verbose
                ? ""
                : " [" + e.getClass().getSimpleName() + "; -v EXTRA says more]"));
    if (verbose) {
      e.printStackTrace(err);
    }
    if (e instanceof UserException user) {
      return user.exitCode();
    }
    return e instanceof KernelException ? ExitCode.UNAVAILABLE : ExitCode.FAILED;
  }
}
