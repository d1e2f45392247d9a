package org.hookbench.tool.cli.saved;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.files.NewestRuns;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.compare.RefusedException;
import org.hookbench.tool.compare.RunReader;
import org.hookbench.tool.history.History;
import org.hookbench.tool.history.HistoryRequest;
import org.hookbench.tool.history.HistoryResults;
import org.hookbench.tool.history.HistoryRun;
import org.hookbench.tool.report.HistoryReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts saved runs in the order of time; its exit code can be a gate. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {"What each hook cost over time, and where that changed.", ""},
    footer = {
      "",
      "Runs are ordered by their own starts. A series has the runs that measured one",
      "hook in one way; of 8 runs and more a change can be shown.",
      "",
      "Exit code: 0, also where something changed. With --fail-on-change 1 where the",
      "newest runs are after a change of a hook's cost for the worse, by more than",
      "delta; 2 where that may be less than delta, or there are too few runs; 3 where",
      "the newest run can't be trusted. 64 wrong command line; 65 fewer than two runs,",
      "or a file that is no saved run; 73 no output."
    })
public final class HistoryCommand implements Callable<Integer> {
  private final RunReader reader;
  private final NewestRuns saved;
  @Spec private CommandSpec spec;
  @Mixin private ReportOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "DIR|FILE",
      description = "Folders with saved runs, and runs; by default hookbench-results.")
  private List<Path> named = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}, in lower or upper case; by default what -o ends in.")
  private @Nullable HistoryReport format;

  @Option(
      names = "--hook",
      split = ",",
      paramLabel = "NAME",
      description = "Only these, such as tc or tc/pass. Fewer series show more.")
  private Set<String> hooks = new HashSet<>();

  @Option(
      names = "--workload",
      split = ",",
      paramLabel = "NAME",
      description = "Only these workloads.")
  private Set<String> workloads = new HashSet<>();

  @Option(names = "--newest", paramLabel = "RUNS", description = "Only so many of the newest runs.")
  private @Nullable Integer newest;

  @Option(
      names = "--fail-on-change",
      description = "Gate: the exit code says whether the newest runs became slower.")
  private boolean failOnChange;

  /**
   * @param reader of saved runs
   * @param saved the runs that are meant where none is named
   */
  public HistoryCommand(RunReader reader, NewestRuns saved) {
    this.reader = reader;
    this.saved = saved;
  }

  @Override
  public Integer call() {
    HistoryReport wanted =
        Output.format(format, options, HistoryReport.values(), HistoryReport.TEXT);
    if (newest != null && newest < 2) {
      throw UserException.usage("--newest " + newest + ": a history has two runs or more");
    }
    HistoryRequest request =
        new HistoryRequest(
            named.isEmpty() ? saved.folders("history") : named,
            options.delta(),
            hooks,
            workloads,
            newest == null ? OptionalInt.empty() : OptionalInt.of(newest));
    HistoryResults results;
    try {
      results = new History(reader, request).results();
    } catch (IOException | RefusedException e) {
      throw new UserException(ExitCode.BAD_DATA, e);
    }
    Optional<Gate.Outcome> gate = failOnChange ? Optional.of(results.outcome()) : Optional.empty();
    Output.put(
        wanted.of(results, gate),
        options.output(),
        results.runs().stream().map(HistoryRun::file),
        spec);
    return gate.map(Gate.Outcome::exitCode).orElse(ExitCode.OK);
  }
}
