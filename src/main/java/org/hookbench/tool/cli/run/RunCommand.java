package org.hookbench.tool.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hookbench.tool.cli.files.PageWanted;
import org.hookbench.tool.cli.plan.SettingOptions;
import org.hookbench.tool.compare.CostRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The command that is meant where none is named. What it does not know is JMH's. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = {"hookbench [run] [OPTION...] [WORKLOAD...]", ""},
    description = {
      "Compares hooks with nothing attached, in interleaved slices of fresh JVMs, and",
      "says what each costs. A WORKLOAD is a regular expression; -l lists the",
      "workloads. By default those of the suite that exercise the hooks. Every run has",
      "two arms without a hook, the baseline and the null arm.",
      ""
    },
    footer = {
      "",
      Waiting.HELP,
      "Each option of ours is also a system property: -Dhookbench.time=60s,",
      "-Dhookbench.profile=quick, -Dhookbench.const.NAME=VALUE, and so on.",
      "-Dhookbench.native=FOLDER: a folder that jffi's library can be loaded from.",
      "A name that is not ASCII needs a locale that has it (LC_ALL=C.UTF-8)."
    })
public final class RunCommand implements Callable<Integer> {
  private final boolean verbose;
  private final List<String> typed;
  @Spec private CommandSpec spec;
  @Mixin private SettingOptions settings;

  @Option(
      names = "--all",
      description = "Prints everything that was seen, and JMH's table; by default the answer.")
  private boolean all;

  @Option(
      names = "--html",
      description = "Writes the report as one HTML page, too, beside the saved run.")
  private boolean html;

  @Option(
      names = "--fail-on",
      paramLabel = "RULE",
      description = "Gate: exit code 1 if a cost is over, such as 'tc/UdpPackets > 100ns', worse.")
  private List<String> failOn = List.of();

  @Unmatched private List<String> ofJmh = new ArrayList<>();

  /**
   * @param typed the whole command line, for the record
   */
  public RunCommand(boolean verbose, List<String> typed) {
    this.verbose = verbose;
    this.typed = typed;
  }

  @Override
  public Integer call() {
    return new MeasuredRun(
            new RunRequest(
                spec,
                ofJmh,
                typed,
                settings.read(System.getProperties()),
                verbose,
                all,
                html ? Optional.of(PageWanted.besideTheRun()) : Optional.empty(),
                failOn.stream().map(CostRule::parse).toList()))
        .call();
  }
}
