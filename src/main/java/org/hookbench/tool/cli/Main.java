package org.hookbench.tool.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hookbench.Version;
import org.hookbench.kernel.sys.Reexec;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Failures;
import org.hookbench.tool.cli.error.UnreadableNames;
import org.hookbench.tool.cli.run.RunCommand;
import org.hookbench.tool.cli.run.Waiting;
import org.hookbench.tool.cli.terminal.Standard;

/**
 * Where {@code java -jar benchmarks.jar} begins. The first word picks a subcommand; anything else
 * is JMH's. Whatever goes wrong ends in one line and an exit code of {@link ExitCode}.
 */
public final class Main {
  private static final Set<String> VERBOSE = Set.of("EXTRA", "extra");
  private static final Set<String> HELP = Set.of("help", "--help");
  private static final Set<String> VERSION = Set.of("version", "--version", "-V");

  private Main() {}

  /** Runs and exits. */
  public static void main(String[] args) {
    int code = ExitCode.INTERNAL;
    try {
      Standard.install();
      Reexec.forgetPerformanceData();
      code = run(args);
    } catch (Throwable e) { // an Error ends in a line too, not in a stack trace and exit code 1
      code = Failures.report(e, System.err, isVerbose(List.of(args)));
    } finally {
      System.exit(Standard.end(code, System.err));
    }
  }

  /** One command line, from its arguments to its exit code. */
  static int run(String[] args) {
    UnreadableNames.refuse(args);
    List<String> arguments = takeSettings(args);
    boolean verbose = isVerbose(arguments);
    Failures.reportThoseOfThreads(verbose);
    try {
      String first = arguments.isEmpty() ? "" : arguments.get(0);
      if (VERSION.contains(first)) {
        System.out.println("HookBench " + Version.TEXT);
        return ExitCode.OK;
      }
      boolean help = HELP.contains(first);
      if (help && arguments.size() > 1) {
        arguments = List.of(arguments.get(1), "--help");
      } else if (help) {
        arguments = List.of("-h");
      }
      if (!arguments.isEmpty() && Commands.NAMES.contains(arguments.get(0))) {
        List<String> own =
            Commands.MEASURING.contains(arguments.get(0)) ? Waiting.take(arguments) : arguments;
        return Commands.line(verbose).execute(withoutVerbosity(own));
      }
      return new RunCommand(Waiting.take(arguments), List.of(args), verbose, Commands.NAMES).call();
    } catch (RuntimeException e) {
      return Failures.report(e, System.err, verbose);
    }
  }

  /** {@code -Dhookbench.x=y} may stand among the arguments as well as before {@code -jar}. */
  private static List<String> takeSettings(String[] args) {
    List<String> rest = new ArrayList<>();
    for (String a : args) {
      if (a.startsWith("-Dhookbench.") && a.contains("=")) {
        System.setProperty(a.substring(2, a.indexOf('=')), a.substring(a.indexOf('=') + 1));
      } else {
        rest.add(a);
      }
    }
    return rest;
  }

  private static boolean isVerbose(List<String> arguments) {
    int v = arguments.indexOf("-v");
    return v >= 0 && v + 1 < arguments.size() && VERBOSE.contains(arguments.get(v + 1));
  }

  /** {@code -v EXTRA} is JMH's; a subcommand knows no such option. */
  private static String[] withoutVerbosity(List<String> arguments) {
    List<String> rest = new ArrayList<>(arguments);
    if (isVerbose(rest)) {
      int v = rest.indexOf("-v");
      rest.subList(v, v + 2).clear();
    }
    return rest.toArray(String[]::new);
  }
}
