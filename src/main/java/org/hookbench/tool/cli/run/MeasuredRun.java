package org.hookbench.tool.cli.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.hookbench.UsageException;
import org.hookbench.Version;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.calibration.CalibrationFile;
import org.hookbench.framework.evidence.MachineFacts;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.InterleavedRunner;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.experiment.Precision;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.hook.ObjectTrial;
import org.hookbench.framework.profile.LaneProfilerKind;
import org.hookbench.framework.profile.LaneProfilers;
import org.hookbench.framework.remote.PeerAccess;
import org.hookbench.framework.testbed.Testbed;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.files.ResultFiles;
import org.hookbench.tool.cli.files.RunOutput;
import org.hookbench.tool.cli.plan.PlanReader;
import org.hookbench.tool.cli.plan.Preflight;
import org.hookbench.tool.cli.plan.ProfilerChoice;
import org.hookbench.tool.cli.plan.RunDefaults;
import org.hookbench.tool.cli.plan.Settings;
import org.hookbench.tool.cli.terminal.Progress;
import org.hookbench.tool.cli.terminal.StatusLine;
import org.hookbench.tool.report.ArmNames;
import org.hookbench.tool.report.LiveLines;
import org.hookbench.tool.report.Wrap;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.ProfilerConfig;

/** The measured run: JMH's command line, the interleaved experiment, the comparison. */
final class MeasuredRun implements Callable<Integer> {
  private static final Duration REPORT = Duration.ofSeconds(2);
  private static final int WIDTH = 79;

  private final RunRequest request;

  MeasuredRun(RunRequest request) {
    this.request = request;
  }

  @Override
  public Integer call() {
    CommandLineOptions options = parse();
    if (justLists(options)) {
      return ExitCode.OK;
    }
    Plan plan =
        PlanReader.of(
            options,
            request.ofJmh(),
            request.settings(),
            Preflight::has,
            request.command().root().subcommands().keySet());
    requireMeant(plan);
    request.settings().peerKey().ifPresent(PeerAccess::use);
    String libbpf = Preflight.requirePrivilegesAndLibraries();
    try (MeasuringPlace place = MeasuringPlace.take(compilers(request.settings()))) {
      ResultFiles files = ResultFiles.check(options, request.settings(), plan, request.page());
      DeviceConsent.require(plan, request.settings().yes(), System.err);
      Plan rehearsed = rehearsed(plan, options);
      try (RunOutput out = RunOutput.open(options)) {
        return measure(options, rehearsed, libbpf, out, place.temp(), files);
      }
    }
  }

  private Plan rehearsed(Plan plan, CommandLineOptions options) {
    if (plan.planned().stream().noneMatch(c -> c.link().isExisting())) {
      return tried(plan, options);
    }
    try (InterruptGuard guard = InterruptGuard.putOff()) {
      return tried(plan, options);
    }
  }

  private Plan tried(Plan plan, CommandLineOptions options) {
    try (StatusLine status = StatusLine.show("Trying out the programs and the hooks ...")) {
      return PlanReader.timed(Preflight.rehearse(plan), options, request.settings());
    }
  }

  /** Before anything is measured: a rule that is for nothing would fail only at the end. */
  private void requireMeant(Plan plan) {
    try {
      request.rules().forEach(rule -> rule.requireMeant(plan));
    } catch (UsageException e) {
      throw UserException.usage("--fail-on: " + e.getMessage());
    }
  }

  private int measure(
      CommandLineOptions options,
      Plan plan,
      String libbpf,
      RunOutput out,
      Path temp,
      ResultFiles files) {
    out.text().print(header(plan, request.settings()));
    request.page().ifPresent(p -> p.leftOut().forEach(out.text()::println));
    if (out.isLost()) {
      return out.end(ExitCode.CANT_CREATE, System.err);
    }
    try (Progress progress =
        new Progress(plan, cases -> soFar(cases, plan), System.err, request.verbose())) {
      InterleavedRunner runner =
          new InterleavedRunner(options, plan, temp, forkArguments(), progress);
      Map<String, String> machine = MachineFacts.read();
      machine.put("libbpf", libbpf);
      CalibrationFile.read(CalibrationFile.PATH)
          .filter(c -> c.speaksFor(machine))
          .ifPresent(c -> machine.put("calibrated", c.summary()));
      RunEnd end =
          new RunEnd(
              runner, request, Detail.of(request, options), plan, machine, files, out, progress);
      try (InterruptGuard guard = InterruptGuard.install(end::interrupted)) {
        estimate(runner, request.settings(), end);
        if (runner.failures().isEmpty()) {
          profile(runner, options);
        }
        guard.claim();
        return out.end(end.completed(), System.err);
      } catch (RunnerException e) {
        throw new UserException(ExitCode.FAILED, "JMH can't run: " + e.getMessage(), e);
      }
    }
  }

  /**
   * A quick run has C1 alone, for a warm-up of a tenth of a second; with C2 it would have to be
   * longer. All arms have the same.
   */
  private static List<String> compilers(Settings settings) {
    return settings.quick() ? List.of("-XX:TieredStopAtLevel=1") : List.of();
  }

  private static List<String> forkArguments() {
    List<String> arguments = new ArrayList<>(ObjectTrial.forkArguments());
    arguments.addAll(PeerAccess.forkArguments());
    return arguments;
  }

  private static void estimate(InterleavedRunner runner, Settings settings, RunEnd end)
      throws RunnerException {
    if (settings.precision().isPresent()) {
      long left =
          nanosLeft(settings.time().orElse(Duration.ofMinutes(RunDefaults.PRECISE_MINUTES)));
      runner.run(new Precision(end::tooWide, left));
    } else if (settings.time().isPresent()) {
      runner.runFor(nanosLeft(settings.time().get()));
    } else {
      runner.run(Precision.none());
    }
  }

  /** Of the time that the whole run may take, from the process's start to its report. */
  private static long nanosLeft(Duration ofRun) {
    // this JVM is the second of its process
    Instant start = ProcessHandle.current().info().startInstant().orElseThrow();
    return ofRun.minus(Duration.between(start, Instant.now())).minus(REPORT).toNanos();
  }

  private static void profile(InterleavedRunner runner, CommandLineOptions options)
      throws RunnerException {
    for (ProfilerConfig asked : options.getProfilers()) {
      Optional<LaneProfilerKind> kind = LaneProfilers.kind(asked.getKlass());
      if (kind.isPresent()) {
        runner.profile(kind.get(), asked.getOpts());
      }
    }
  }

  private static String header(Plan plan, Settings settings) {
    Design d = plan.design();
    String first =
        String.format(
            Locale.ROOT,
            "HookBench %s: %d case%s of %d arms (%s), %s%d forks each",
            Version.TEXT,
            plan.cases().size(),
            plan.cases().size() == 1 ? "" : "s",
            plan.mostArms().size(),
            plan.mostArms().stream()
                .map(ArmNames.ofArms(plan.mostArms())::of)
                .collect(Collectors.joining(", ")),
            settings.time().isPresent() && settings.precision().isEmpty() ? "about " : "",
            d.forks());
    Map<String, Set<String>> workloads = new LinkedHashMap<>();
    for (BenchCase bench : plan.cases()) {
      workloads
          .computeIfAbsent(fork(plan, bench), text -> new LinkedHashSet<>())
          .add(bench.workload());
    }
    return Wrap.hanging(WIDTH, "", "  ", first)
        + workloads.entrySet().stream()
            .map(e -> String.join(", ", e.getValue()) + ": " + e.getKey())
            .map(line -> Wrap.hanging(WIDTH, "  ", "    ", line))
            .collect(Collectors.joining());
  }

  private static String fork(Plan plan, BenchCase bench) {
    Measurement m = plan.measurement(bench);
    return String.format(
        Locale.ROOT,
        "a fork is (%d + %d warm-up) cycles x %d slices of %.1f ms%s",
        m.cycles(),
        m.warmupCycles(),
        plan.arms(bench).size(),
        m.sliceNanos() / 1e6,
        Testbed.takesTurns(plan.arms(bench), plan.planned(bench).link())
            ? ", by turns on one lane"
            : "");
  }

  /** What cases say as they stand. */
  private static List<String> soFar(List<CaseData> cases, Plan plan) {
    RunData run =
        new RunData(
            Version.TEXT,
            RunData.Status.PARTIAL,
            0,
            0,
            List.of(),
            plan.design(),
            Map.of(),
            cases,
            List.of());
    return LiveLines.of(Analysis.of(run, OptionalDouble.empty()));
  }

  private CommandLineOptions parse() {
    try {
      return new CommandLineOptions(request.ofJmh().toArray(String[]::new));
    } catch (CommandLineOptionException e) {
      throw JmhOptions.refusal(e, request.ofJmh(), request.command().optionsMap().keySet());
    }
  }

  /** JMH's -l, -lp, -lprof, -lrf. */
  private static boolean justLists(CommandLineOptions options) {
    if (options.shouldList()) {
      new Runner(options).list();
    } else if (options.shouldListWithParams()) {
      new Runner(options).listWithParams(options);
    } else if (options.shouldListProfilers()) {
      options.listProfilers();
      System.out.print(ProfilerChoice.list());
    } else if (options.shouldListResultFormats()) {
      options.listResultFormats();
    } else {
      return false;
    }
    return true;
  }
}
