package org.hookbench.tool.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.profile.KernelFlame;
import org.hookbench.framework.profile.LaneProfilerKind;
import org.hookbench.framework.profile.LaneProfilers;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.files.NewestRuns;
import org.hookbench.tool.cli.files.PageWanted;
import org.hookbench.tool.cli.plan.GivenParameters;
import org.hookbench.tool.cli.plan.HookNames;
import org.hookbench.tool.cli.plan.Preflight;
import org.hookbench.tool.cli.plan.ProfilerChoice;
import org.hookbench.tool.cli.plan.SettingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The measured run with every profiler that knows lanes, and one page that shows both. */
@Command(
    name = "profile",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = Waiting.HELP,
    description = {
      "Measures hooks and shows why they cost what they cost: one HTML page with the",
      "comparison and, for each hook, the kernel's flame graph against none, the frames",
      "that grew, and what the other profilers saw. Profiles are taken in forks of",
      "their own, after the measured ones."
    })
public final class ProfileCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SettingOptions settings;

  @Option(
      names = "--hook",
      paramLabel = "HOOK,...",
      completionCandidates = HookNames.class,
      description =
          "The hooks; 'hooks' lists them. By default those of the newest run, with its programs,"
              + " workloads and parameters.")
  private @Nullable String hooks;

  @Option(
      names = "--program",
      paramLabel = "NAME,...",
      description = "The programs; 'programs' lists them. By default pass.")
  private @Nullable String programs;

  @Option(
      names = "-p",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the run, such as link=lo.")
  private List<String> parameters = List.of();

  @Option(
      names = "--freq",
      paramLabel = "HZ",
      defaultValue = "999",
      description = "Samples a second on each CPU, by default ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it to the default
  private String freq;

  @Option(
      names = "-f",
      paramLabel = "FORKS",
      description = "Forks of the measured run, by default as without a profile.")
  private @Nullable String forks;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "The page; by default it lies beside the saved run.")
  private @Nullable Path html;

  @Parameters(
      paramLabel = "WORKLOAD",
      arity = "0..*",
      description = "The workloads, by default those that exercise the hooks.")
  private List<String> workloads = List.of();

  private final boolean verbose;
  private final NewestRuns newestRuns;

  /** What is to be profiled, as the options would say it. */
  record Measured(
      String hooks, @Nullable String programs, List<String> workloads, List<String> parameters) {
    /** What a saved run measured. */
    static Measured by(RunData run) {
      List<Arm> arms =
          run.cases().stream()
              .flatMap(c -> c.arms().stream())
              .filter(a -> a.role() == Arm.Role.HOOK && a.hasProgram())
              .toList();
      return new Measured(
          joined(arms.stream().map(a -> a.hook().toString())),
          joined(arms.stream().flatMap(a -> a.program().stream())),
          run.cases().stream().map(c -> "\\." + c.bench().workload() + "\\.").distinct().toList(),
          parameters(run.arguments()));
    }

    /** The parameters that a command line gave, but for hooks and programs. */
    private static List<String> parameters(List<String> arguments) {
      return GivenParameters.of(arguments).entrySet().stream()
          .filter(p -> !BenchCase.ARM_PARAMS.contains(p.getKey()))
          .flatMap(p -> p.getValue().stream().map(value -> p.getKey() + "=" + value))
          .toList();
    }

    /** The same with other programs, workloads and further parameters, where there are any. */
    Measured with(
        @Nullable String otherPrograms, List<String> otherWorkloads, List<String> further) {
      List<String> all = new ArrayList<>(parameters);
      Set<String> replaced = further.stream().map(Measured::name).collect(Collectors.toSet());
      all.removeIf(p -> replaced.contains(name(p)));
      all.addAll(further);
      return new Measured(
          hooks,
          otherPrograms != null ? otherPrograms : programs,
          otherWorkloads.isEmpty() ? workloads : otherWorkloads,
          List.copyOf(all));
    }

    private static String name(String parameter) {
      return parameter.replaceFirst("=.*", "");
    }
  }

  public ProfileCommand(boolean verbose, NewestRuns newestRuns) {
    this.verbose = verbose;
    this.newestRuns = newestRuns;
  }

  @Override
  public Integer call() {
    Preflight.requirePrivilegesAndLibraries();
    List<String> typed = new ArrayList<>(List.of(spec.name()));
    typed.addAll(spec.commandLine().getParseResult().originalArgs());
    List<String> leftOut = new ArrayList<>();
    List<String> arguments = arguments(leftOut);
    PageWanted page = new PageWanted(Optional.ofNullable(html), leftOut);
    return new MeasuredRun(
            new RunRequest(
                spec,
                arguments,
                typed,
                settings.read(System.getProperties()),
                verbose,
                false,
                Optional.of(page),
                List.of()))
        .call();
  }

  /** What JMH's command line would have said. */
  private List<String> arguments(List<String> leftOut) {
    Measured what = hooks == null ? newest() : new Measured(hooks, programs, workloads, parameters);
    List<String> all = new ArrayList<>(List.of("-p", "hook=" + what.hooks()));
    if (what.programs() != null) {
      all.addAll(List.of("-p", "program=" + what.programs()));
    }
    what.parameters().forEach(p -> all.addAll(List.of("-p", p)));
    if (forks != null) {
      all.addAll(List.of("-f", forks));
    }
    for (LaneProfilerKind kind : LaneProfilers.all()) {
      String options = kind.name().equals(KernelFlame.NAME) ? "freq=" + freq : "";
      Optional<String> refusal = ProfilerChoice.refusal(kind, options);
      if (refusal.isPresent()) {
        leftOut.add("left out: -prof " + kind.name() + ": " + refusal.get());
      } else {
        all.addAll(List.of("-prof", options.isEmpty() ? kind.name() : kind.name() + ":" + options));
      }
    }
    all.addAll(what.workloads());
    return all;
  }

  /** What the newest run measured, as far as nothing else is asked for. */
  private Measured newest() {
    Path file = newestRuns.newest("profile needs --hook HOOK, or");
    RunData run;
    try {
      run = RunFile.read(file);
    } catch (IOException e) {
      throw new UserException(ExitCode.BAD_DATA, e);
    }
    Measured measured = Measured.by(run);
    if (measured.hooks().isEmpty()) {
      throw UserException.usage(file + " has no hook to profile; name one with --hook");
    }
    if (MeasuringPlace.isTaken()) { // the first JVM of the process would say it too
      System.err.println("hookbench: profile of what " + file + " measured, the newest run");
    }
    return measured.with(programs, workloads, parameters);
  }

  private static String joined(Stream<String> names) {
    return names.distinct().collect(Collectors.joining(","));
  }
}
