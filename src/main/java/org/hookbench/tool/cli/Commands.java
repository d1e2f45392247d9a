package org.hookbench.tool.cli;

import java.util.Set;
import org.hookbench.ErrorMessage;
import org.hookbench.Version;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.tool.cli.attach.AttachCommand;
import org.hookbench.tool.cli.attach.DetachCommand;
import org.hookbench.tool.cli.attach.ShowCommand;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Failures;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.machine.DoctorCommand;
import org.hookbench.tool.cli.machine.HooksCommand;
import org.hookbench.tool.cli.machine.ProgramsCommand;
import org.hookbench.tool.cli.run.CalibrateCommand;
import org.hookbench.tool.cli.run.ProfileCommand;
import org.hookbench.tool.cli.saved.CompareCommand;
import org.hookbench.tool.cli.saved.ReportCommand;
import org.hookbench.tool.compare.RunReader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The subcommands; what does not begin with one is JMH's. */
@Command(
    name = "hookbench",
    description = "What does this Linux network hook cost?",
    subcommands = {
      HooksCommand.class,
      ProgramsCommand.class,
      AttachCommand.class,
      DetachCommand.class,
      ShowCommand.class,
      CalibrateCommand.class,
      DoctorCommand.class,
      ReportCommand.class
    })
final class Commands {
  /** The words that pick a subcommand. */
  static final Set<String> NAMES = line(false).getSubcommands().keySet();

  /** Those of them that measure, and so take turns. */
  static final Set<String> MEASURING = Set.of("calibrate", "profile");

  private Commands() {}

  static CommandLine line(boolean verbose) {
    return line(verbose, RunFile::read);
  }

  static CommandLine line(boolean verbose, RunReader reader) {
    CommandLine commands =
        new CommandLine(new Commands())
            .addSubcommand(new CompareCommand(reader))
            .addSubcommand(new ProfileCommand(verbose))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExpandAtFiles(false) // @FILE would be read whole, whatever it is
            .setExitCodeExceptionMapper(e -> ExitCode.INTERNAL)
            .setParameterExceptionHandler(
                (e, args) ->
                    Failures.report(UserException.usage(ErrorMessage.of(e)), System.err, verbose))
            .setExecutionExceptionHandler(
                (e, line, result) -> Failures.report(e, System.err, verbose));
    commands
        .getSubcommands()
        .values()
        .forEach(sub -> sub.getCommandSpec().version("HookBench " + Version.TEXT));
    return commands;
  }
}
