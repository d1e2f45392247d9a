package org.hookbench.tool.cli.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.framework.workload.Workload;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.plan.RunDefaults;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * JMH's options that have a meaning in a run, for help, completion and the words of a refusal. JMH
 * itself reads them.
 */
public final class JmhOptions {
  private static final Pattern UNKNOWN = Pattern.compile("(\\S+) is not a recognized option");
  private static final String PARAMETER = "-p";
  private static final double NANOS_A_MILLISECOND = 1e6;

  private record Described(String name, String label, String words) {}

  private JmhOptions() {}

  private static List<Described> all() {
    return List.of(
        new Described(PARAMETER, "NAME=VALUE,...", "A parameter; see below."),
        new Described(
            "-f",
            "N",
            "Forks, fresh JVMs: the unit of analysis. By default "
                + RunDefaults.FORKS
                + ", of a quick run "
                + RunDefaults.QUICK_FORKS
                + ", the fewest that have a 95 %% interval."),
        new Described(
            "-i",
            "N",
            "Measured cycles a fork, each of which visits every arm. By default as many as make the"
                + " intervals narrowest in the time; with --quick as many as take "
                + seconds(RunDefaults.QUICK_FORK_SECONDS)
                + "."),
        new Described(
            "-wi",
            "N",
            "Cycles before them. By default "
                + seconds(RunDefaults.WARMUP_SECONDS)
                + " of them; with --quick "
                + seconds(RunDefaults.QUICK_WARMUP_SECONDS)
                + "."),
        new Described(
            "-r",
            "TIME",
            String.format(
                Locale.ROOT,
                "A slice: how long an arm's turn in a cycle is. By default %.0f ms, of longer"
                    + " operations %.0f ms.",
                Workload.SHORT_SLICE_NANOS / NANOS_A_MILLISECOND,
                Workload.LONG_SLICE_NANOS / NANOS_A_MILLISECOND)),
        new Described("-e", "REGEXP", "Workloads that are left out."),
        new Described("-o", "FILE", "Where the report goes; by default standard output."),
        new Described("-rf", "FORMAT", "Also writes JMH's results; -lrf lists formats."),
        new Described("-rff", "FILE", "Where to; by default jmh-result.FORMAT."),
        new Described("-prof", "NAME[:OPTIONS]", "Also runs a profiler; -lprof lists them."),
        new Described("-v", "EXTRA", "Shows what forks print, and where an error came from."),
        new Described("-jvm", "FILE", "The java of the forks."),
        new Described("-jvmArgsAppend", "ARGUMENTS", "More arguments of the forks' JVMs."),
        new Described("-l", "", "Lists the workloads; -lp with their parameters."));
  }

  private static String seconds(double s) {
    return s + " s";
  }

  /** Adds them to a command's description. */
  public static void addTo(CommandSpec spec) {
    for (Described d : all()) {
      OptionSpec.Builder option = OptionSpec.builder(d.name()).description(d.words());
      spec.addOption(
          d.label().isEmpty()
              ? option.arity("0").type(boolean.class).build()
              : valued(d, option).build());
    }
  }

  private static OptionSpec.Builder valued(Described d, OptionSpec.Builder option) {
    OptionSpec.Builder valued = option.arity("1").type(String.class).paramLabel(d.label());
    return d.name().equals(PARAMETER) ? valued.completionCandidates(RunHelp.PARAMETERS) : valued;
  }

  /** In words for the user, who wrote an option that JMH does not know, or a value. */
  static UserException refusal(
      CommandLineOptionException e, List<String> arguments, Collection<String> ours) {
    Matcher unknown = UNKNOWN.matcher(String.valueOf(e.getMessage()));
    if (!unknown.lookingAt()) {
      return new UserException(
          ExitCode.USAGE, e.getMessage() + "; 'help run' lists the options", e);
    }
    List<String> known = new ArrayList<>(ours);
    all().forEach(d -> known.add(d.name()));
    return Suggest.unknownOption(typed(unknown.group(1), arguments, known), known, "run");
  }

  /** JMH's parser names of an option that it does not know the first letter, or all but dashes. */
  private static String typed(String name, List<String> arguments, List<String> known) {
    return arguments.stream()
        .filter(a -> a.startsWith("-" + name) || a.startsWith("--" + name))
        .map(a -> a.replaceFirst("=.*", ""))
        .filter(a -> !known.contains(a))
        .findFirst()
        .orElse("-" + name);
  }

  /** JMH's own help. */
  public static void printHelp() {
    try {
      new CommandLineOptions().showHelp();
    } catch (CommandLineOptionException | IOException e) {
      throw new UserException(ExitCode.INTERNAL, e);
    }
  }
}
