package org.hookbench.tool.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hookbench.Version;
import org.hookbench.kernel.sys.Reexec;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Failures;
import org.hookbench.tool.cli.error.UnreadableNames;
import org.hookbench.tool.cli.run.Waiting;
import org.hookbench.tool.cli.terminal.Standard;
import picocli.CommandLine;

/**
 * Where {@code java -jar benchmarks.jar} begins. The first word picks a command; where it is none,
 * {@code run} is meant. Whatever goes wrong ends in one line and an exit code of {@link ExitCode}.
 */
public final class Main {
  private static final Set<String> VERBOSE = Set.of("EXTRA", "extra");
  private static final Set<String> HELP = Set.of("--help", "-h");
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
      List<String> command = new ArrayList<>(arguments);
      if (HELP.contains(first)) {
        command.set(0, "help");
      } else if (!Commands.NAMES.contains(first)) {
        command.add(0, Commands.RUN);
      }
      CommandLine commands = Commands.line(verbose, List.of(args));
      return commands.execute(ofOne(command).toArray(String[]::new));
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

  /** Of a command that measures without the wait, of one that JMH does not see without its -v. */
  private static List<String> ofOne(List<String> command) {
    String name = command.get(0);
    List<String> rest =
        new ArrayList<>(Commands.MEASURING.contains(name) ? Waiting.take(command) : command);
    if (!name.equals(Commands.RUN) && isVerbose(rest)) {
      int v = rest.indexOf("-v");
      rest.subList(v, v + 2).clear();
    }
    return rest;
  }
}
