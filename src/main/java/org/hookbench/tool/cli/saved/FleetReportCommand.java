package org.hookbench.tool.cli.saved;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hookbench.framework.stats.HeterogeneityEstimator;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.compare.RefusedException;
import org.hookbench.tool.compare.RunReader;
import org.hookbench.tool.fleet.Fleet;
import org.hookbench.tool.fleet.FleetResults;
import org.hookbench.tool.fleet.Machine;
import org.hookbench.tool.report.FleetReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the saved runs of many machines in one table. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {"What each hook costs on each of many machines, and over all of them.", ""},
    footer = {
      "",
      "In DIR is a file (*.json) or a folder of files for each machine; of several",
      "runs of one machine the newest is taken. A machine is called what its run says",
      "or, where that is not told or is another's name too, as its folder or file.",
      "",
      "Exit code: 0, also where machines differ; 64 wrong command line; 65 fewer than",
      "two machines, a file that is no saved run, or nothing in common; 73 no output."
    })
final class FleetReportCommand implements Callable<Integer> {
  private final RunReader reader;
  @Spec private CommandSpec spec;
  @Mixin private ReportOptions options;

  @Parameters(paramLabel = "DIR", description = "The folder with the saved runs.")
  @SuppressWarnings("NullAway.Init") // required
  private Path folder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}, in lower or upper case; by default what -o ends in.")
  private @Nullable FleetReport format;

  @Option(
      names = "--tau",
      paramLabel = "METHOD",
      description =
          "How the differences between machines are estimated: ${COMPLETION-CANDIDATES}"
              + " (DerSimonian-Laird); by default REML.")
  private HeterogeneityEstimator estimator = HeterogeneityEstimator.REML;

  /**
   * @param reader of saved runs
   */
  FleetReportCommand(RunReader reader) {
    this.reader = reader;
  }

  @Override
  public Integer call() {
    FleetReport wanted = Output.format(format, options, FleetReport.values(), FleetReport.TEXT);
    FleetResults results;
    try {
      results = new Fleet(reader, options.delta(), estimator).read(folder);
    } catch (IOException | RefusedException e) {
      throw new UserException(ExitCode.BAD_DATA, e);
    }
    Output.put(
        wanted.of(results), options.output(), results.machines().stream().map(Machine::file), spec);
    return ExitCode.OK;
  }
}
