package org.hookbench.tool.cli;

import java.util.List;
import java.util.Set;
import org.hookbench.ErrorMessage;
import org.hookbench.Version;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.tool.cli.attach.AttachCommand;
import org.hookbench.tool.cli.attach.CleanCommand;
import org.hookbench.tool.cli.attach.DetachCommand;
import org.hookbench.tool.cli.attach.ShowCommand;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Failures;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.files.NewestRuns;
import org.hookbench.tool.cli.machine.DoctorCommand;
import org.hookbench.tool.cli.machine.HooksCommand;
import org.hookbench.tool.cli.machine.ProgramsCommand;
import org.hookbench.tool.cli.peer.PeerCommand;
import org.hookbench.tool.cli.run.CalibrateCommand;
import org.hookbench.tool.cli.run.ProfileCommand;
import org.hookbench.tool.cli.run.RunCommand;
import org.hookbench.tool.cli.run.RunHelp;
import org.hookbench.tool.cli.run.XdpCommand;
import org.hookbench.tool.cli.saved.CompareCommand;
import org.hookbench.tool.cli.saved.FleetCommand;
import org.hookbench.tool.cli.saved.GateCommand;
import org.hookbench.tool.cli.saved.HistoryCommand;
import org.hookbench.tool.cli.saved.ReportCommand;
import org.hookbench.tool.compare.RunReader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands. */
@Command(
    name = "hookbench",
    description = "What does this Linux network hook cost?",
    subcommands = {
      CompletionCommand.class,
      HelpCommand.class,
      HooksCommand.class,
      ProgramsCommand.class,
      AttachCommand.class,
      DetachCommand.class,
      CleanCommand.class,
      ShowCommand.class,
      CalibrateCommand.class,
      DoctorCommand.class,
      PeerCommand.class,
      XdpCommand.class
    })
final class Commands {
  /** The one that is meant where none is named. */
  static final String RUN = "run";

  /** The words that pick a subcommand. */
  static final Set<String> NAMES = line(false, List.of()).getSubcommands().keySet();

  /** Those of them that measure, and so take turns. */
  static final Set<String> MEASURING = Set.of(RUN, "calibrate", "profile", "xdp");

  private Commands() {}

  /**
   * @param typed the whole command line, for a run's record
   */
  static CommandLine line(boolean verbose, List<String> typed) {
    return line(verbose, typed, RunFile::read, new NewestRuns(RunFile.DEFAULT_FOLDER));
  }

  static CommandLine line(
      boolean verbose, List<String> typed, RunReader reader, NewestRuns newest) {
    CommandLine run = new CommandLine(new RunCommand(verbose, typed));
    RunHelp.complete(run.getCommandSpec());
    CommandLine commands =
        new CommandLine(new Commands())
            .addSubcommand(run)
            .addSubcommand(new CompareCommand(reader, newest))
            .addSubcommand(FleetCommand.line(reader))
            .addSubcommand(new GateCommand(newest))
            .addSubcommand(new HistoryCommand(reader, newest))
            .addSubcommand(new ReportCommand(newest))
            .addSubcommand(new ProfileCommand(verbose, newest))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExpandAtFiles(false) // @FILE would be read whole, whatever it is
            .setExitCodeExceptionMapper(e -> ExitCode.INTERNAL)
            .setParameterExceptionHandler(
                (e, args) -> Failures.report(refusal(e), System.err, verbose))
            .setExecutionExceptionHandler(
                (e, line, result) -> Failures.report(e, System.err, verbose));
    addVersion(commands);
    return commands;
  }

  private static void addVersion(CommandLine commands) {
    for (CommandLine sub : commands.getSubcommands().values()) {
      sub.getCommandSpec().version("HookBench " + Version.TEXT);
      addVersion(sub);
    }
  }

  private static UserException refusal(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      CommandSpec command = e.getCommandLine().getCommandSpec();
      if (first.startsWith("-")) {
        return Suggest.unknownOption(
            first.replaceFirst("=.*", ""), command.optionsMap().keySet(), command.name());
      }
    }
    return UserException.usage(ErrorMessage.of(e));
  }
}
