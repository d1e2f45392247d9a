package org.hookbench.tool.cli.saved;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.hookbench.UsageException;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.files.NewestRuns;
import org.hookbench.tool.compare.Comparer;
import org.hookbench.tool.compare.ComparisonResults;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.compare.RefusedException;
import org.hookbench.tool.compare.Request;
import org.hookbench.tool.compare.RunReader;
import org.hookbench.tool.compare.Side;
import org.hookbench.tool.compare.Sides;
import org.hookbench.tool.report.ComparisonReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares saved runs, or other tools' results; its exit code can be a gate. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {"Compares saved runs of HookBench, or results of iperf3, netperf and JMH.", ""},
    customSynopsis = {
      "hookbench compare [OPTIONS] [FILE [FILE...]]",
      "       hookbench compare [OPTIONS] --base FILE... --new FILE...",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "The first file, or --base, is what each of the others is compared with. With one",
      "file the newest run of hookbench-results is compared with it, with none the two",
      "newest with each other.",
      "Of --base and each --new, the samples of all files are put together.",
      "",
      "The gate looks at the simultaneous interval of every comparison: all of them",
      "cover at once with 95 %%. + is worse. For worse>2%% an interval",
      "  wholly above +2 %%             is a regression",
      "  wholly at or below +2 %%       is a pass",
      "  else, or where there is none, is undecided",
      "(worse>=2%%: at or above is a regression, wholly below a pass). 'worse' alone is",
      "worse>T, T being each metric's smallest effect of interest (--delta).",
      "",
      "Exit code with --fail-on:",
      "   0  pass: every comparison passes",
      "   1  regression: at least one is, and nothing else has this code",
      "   2  undecided: none is a regression, at least one is undecided, or the new",
      "      side lacks what the base has",
      "   3  untrusted: a run is partial, failed or untrusted, or JMH had one fork",
      "Without --fail-on 0. Always: 64 wrong command line, 65 bad or unlike data,",
      "70 an error of HookBench itself, 71 no memory, 73 or 74 no output."
    })
public final class CompareCommand implements Callable<Integer> {
  private final RunReader reader;
  private final NewestRuns newestRuns;
  @Spec private CommandSpec spec;
  @Mixin private ReportOptions options;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files, one a side.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--base",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of the base side.")
  private List<Path> base = new ArrayList<>();

  @Option(
      names = "--new",
      arity = "1..*",
      paramLabel = "FILE",
      parameterConsumer = NewSides.class,
      description = "Files of a side to compare with the base; each --new is a side.")
  private List<List<Path>> others = new ArrayList<>();

  @Option(
      names = "--fail-on",
      paramLabel = "RULE",
      description = "Gate: worse, 'worse>2%%' or 'worse>=2%%'.")
  private @Nullable String failOn;

  @Option(
      names = "--metric",
      split = ",",
      paramLabel = "NAME",
      description = "Only these metrics, e.g. goodput. Fewer comparisons decide more.")
  private Set<String> metrics = new HashSet<>();

  @Option(
      names = "--hook",
      split = ",",
      paramLabel = "NAME",
      description = "Only these hooks, of runs of HookBench.")
  private Set<String> hooks = new HashSet<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}, in lower or upper case; by default what -o ends in, or text.")
  private @Nullable ComparisonReport format;

  /**
   * @param reader of saved runs
   * @param newestRuns of which the first ones are meant where fewer than two files are named
   */
  public CompareCommand(RunReader reader, NewestRuns newestRuns) {
    this.reader = reader;
    this.newestRuns = newestRuns;
  }

  @Override
  public Integer call() {
    ComparisonReport wanted =
        Output.format(format, options, ComparisonReport.values(), ComparisonReport.TEXT);
    Optional<Gate> gate = Optional.ofNullable(failOn).map(CompareCommand::gate);
    List<Side> sides = sides();
    requireNoneOf(sides);
    OptionalDouble fraction = options.delta();
    Request request =
        new Request(sides.get(0), sides.subList(1, sides.size()), fraction, metrics, hooks);
    ComparisonResults results;
    try {
      results = new Comparer(reader).compare(request);
    } catch (IOException | RefusedException e) {
      throw new UserException(ExitCode.BAD_DATA, e);
    }
    Optional<Gate.Result> judged = gate.map(g -> g.check(results));
    String report = wanted.of(results, judged);
    Path output = options.output();
    if (output == null) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(report);
      out.flush();
    } else {
      Output.write(output, report);
    }
    return judged.map(j -> j.outcome().exitCode()).orElse(ExitCode.OK);
  }

  /** That no result is replaced by what is said of it. */
  private void requireNoneOf(List<Side> sides) {
    Path to = options.output();
    if (to == null) {
      return;
    }
    sides.stream()
        .flatMap(side -> side.files().stream())
        .filter(file -> Output.isSame(file, to))
        .findFirst()
        .ifPresent(
            file -> {
              throw UserException.usage("-o " + to + " is a file that is compared");
            });
  }

  private List<Side> sides() {
    boolean named = !base.isEmpty() || !others.isEmpty();
    if (named && !files.isEmpty()) {
      throw UserException.usage(
          "either FILE FILE... or --base and --new, not both: " + files.get(0));
    }
    List<List<Path>> sides = new ArrayList<>();
    if (named) {
      if (base.isEmpty() || others.isEmpty()) {
        throw UserException.usage(
            "compare needs both --base and --new, "
                + (base.isEmpty() ? "--base" : "--new")
                + " is missing");
      }
      sides.add(base);
      sides.addAll(others);
    } else {
      (files.size() < 2 ? withNewest() : files).forEach(f -> sides.add(List.of(f)));
    }
    return Sides.of(sides);
  }

  /** The newest run against the one file that is named, or against the run before it. */
  private List<Path> withNewest() {
    List<Path> newest = newestRuns.all();
    int needed = 2 - files.size();
    if (newest.size() < needed) {
      throw UserException.usage(
          "compare needs two files, has "
              + files.size()
              + ", and the folder for runs "
              + newest.size());
    }
    Path base = files.isEmpty() ? newest.get(1) : files.get(0);
    if (base.toAbsolutePath().normalize().equals(newest.get(0).toAbsolutePath().normalize())) {
      throw UserException.usage(base + " is the newest run itself: name what to compare it with");
    }
    System.err.println(
        "hookbench: " + newest.get(0) + ", the newest run, against " + base + ", the base");
    return List.of(base, newest.get(0));
  }

  private static Gate gate(String rule) {
    try {
      return Gate.parse(rule);
    } catch (UsageException e) {
      throw UserException.usage("--fail-on " + e.getMessage());
    }
  }
}
