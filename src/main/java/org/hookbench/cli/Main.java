package org.hookbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hookbench.kernel.Reexec;

/**
 * Where {@code java -jar benchmarks.jar} begins. The first word picks a subcommand; anything else
 * is JMH's.
 */
public final class Main {
  private static final Set<String> VERBOSE = Set.of("EXTRA", "extra");

  private Main() {}

  /** Runs and exits. */
  public static void main(String[] args) {
    Reexec.forgetPerformanceData();
    System.exit(run(args));
  }

  private static int run(String[] args) {
    List<String> arguments = takeSettings(args);
    boolean verbose = isVerbose(arguments);
    try {
      if (!arguments.isEmpty() && Commands.NAMES.contains(arguments.get(0))) {
        return Commands.line(verbose).execute(arguments.toArray(String[]::new));
      }
      return new RunCommand(arguments, List.of(args), verbose).call();
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
}
