package org.hookbench.tool.cli.saved;

import java.util.concurrent.Callable;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.compare.RunReader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What is made of the saved runs of many machines. */
@Command(
    name = "fleet",
    mixinStandardHelpOptions = true,
    description = "The saved runs of many machines in one table.",
    synopsisSubcommandLabel = "report")
public final class FleetCommand implements Callable<Integer> {
  /** With its own commands. */
  public static CommandLine line(RunReader reader) {
    return new CommandLine(new FleetCommand()).addSubcommand(new FleetReportCommand(reader));
  }

  @Override
  public Integer call() {
    throw UserException.usage("fleet needs a command: fleet report DIR");
  }
}
