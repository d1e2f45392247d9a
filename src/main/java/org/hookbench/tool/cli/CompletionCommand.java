package org.hookbench.tool.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.hookbench.framework.Benchmarks;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.run.JmhOptions;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;

/** Prints a script that has a shell complete commands, options and their values. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script that has a shell complete commands, options and values.",
    footer = {
      "",
      "bash:  source <(hookbench completion bash)",
      "zsh:   source <(hookbench completion zsh)",
      "fish:  hookbench completion fish | source",
    })
final class CompletionCommand implements Callable<Integer> {
  private static final String ZSH =
      "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";

  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  @SuppressWarnings("NullAway.Init") // required
  private Shell shell;

  @Override
  public Integer call() {
    System.out.print(script(shell));
    return ExitCode.OK;
  }

  static String script(Shell shell) {
    CommandLine all = described();
    return switch (shell) {
      case BASH -> AutoComplete.bash("hookbench", all);
      case ZSH -> ZSH + AutoComplete.bash("hookbench", all);
      case FISH -> FishCompletion.of(all);
    };
  }

  /** The commands, with the options that JMH reads, and those of a run where none is named. */
  private static CommandLine described() {
    CommandLine commands = Commands.line(false, List.of());
    CommandSpec root = commands.getCommandSpec();
    CommandSpec run = Objects.requireNonNull(root.subcommands().get(Commands.RUN)).getCommandSpec();
    JmhOptions.addTo(run);
    run.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("WORKLOAD")
            .arity("0..*")
            .type(List.class)
            .completionCandidates(Benchmarks.workloads().keySet())
            .build());
    run.options().forEach(o -> root.addOption(OptionSpec.builder(o).build()));
    return commands;
  }
}
