package org.hookbench.tool.cli.run;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.ErrorMessage;
import org.hookbench.Version;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.analysis.SamplingCost;
import org.hookbench.framework.evidence.MachineFacts;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.framework.experiment.InterleavedRunner;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.experiment.PlannedCase;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.profile.KernelFlame;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.testbed.Testbed;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Failures;
import org.hookbench.tool.cli.files.ResultFiles;
import org.hookbench.tool.cli.files.ResultWriter;
import org.hookbench.tool.cli.files.RunOutput;
import org.hookbench.tool.cli.terminal.Progress;
import org.hookbench.tool.compare.CostGate;
import org.hookbench.tool.report.GateReport;
import org.hookbench.tool.report.ProfileText;
import org.hookbench.tool.report.TextReport;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** Writes reports and files when a run ends, normally or by Ctrl-C. */
final class RunEnd {
  private final InterleavedRunner runner;
  private final RunRequest request;
  private final Detail detail;
  private final Plan plan;
  private final Map<String, String> machine;
  private final ResultFiles files;
  private final RunOutput out;
  private final Progress progress;
  private final long startedMillis = System.currentTimeMillis();
  private final MachineFacts.CpuTime cpuBefore = MachineFacts.cpuTime();

  RunEnd(
      InterleavedRunner runner,
      RunRequest request,
      Detail detail,
      Plan plan,
      Map<String, String> machine,
      ResultFiles files,
      RunOutput out,
      Progress progress) {
    this.runner = runner;
    this.request = request;
    this.detail = detail;
    this.plan = plan;
    this.machine = machine;
    this.files = files;
    this.out = out;
    this.progress = progress;
  }

  /** The run came to its own end. */
  int completed() {
    RunData.Status status =
        runner.failures().isEmpty() ? RunData.Status.COMPLETE : RunData.Status.FAILED;
    RunResults results = finish(status);
    boolean evidence =
        results.cases().stream()
            .flatMap(c -> c.arms().stream())
            .allMatch(a -> a.evidence().failures().isEmpty());
    if (!request.rules().isEmpty()) {
      CostGate gate = CostGate.of(results, request.rules());
      out.text().print(GateReport.TEXT.of(gate));
      return gate.outcome().exitCode();
    }
    return status == RunData.Status.COMPLETE && evidence ? ExitCode.OK : ExitCode.FAILED;
  }

  /**
   * The cases that have an interval wider than asked for, and where there is a budget a hook that
   * is neither within it nor over it, as things stand.
   */
  List<BenchCase> tooWide(List<CaseData> soFar) {
    double wanted = request.settings().precision().orElse(1);
    return Analysis.of(data(RunData.Status.PARTIAL, soFar), OptionalDouble.empty()).cases().stream()
        .filter(c -> request.settings().budget().map(b -> !b.isDecided(c)).orElse(true))
        .filter(
            c ->
                c.arms().stream()
                    .flatMap(a -> a.effect().stream())
                    .anyMatch(e -> e.interval().map(Interval::halfWidth).orElse(1.0) > wanted))
        .map(CaseResult::bench)
        .toList();
  }

  /** The user stopped the run. */
  void interrupted() {
    try {
      finish(RunData.Status.PARTIAL);
    } catch (RuntimeException e) {
      Failures.report(e, System.err, false);
    }
    out.end(ExitCode.OK, System.err);
  }

  /** A fork that was killed has detached nothing of what the kernel does not end with it. */
  private void takeOffWhatIsLeft() {
    try {
      plan.planned().stream().map(PlannedCase::link).distinct().forEach(Testbed::sweep);
    } catch (KernelException e) {
      System.err.println(
          "hookbench: what a fork has left attached can't be taken off: "
              + ErrorMessage.of(e)
              + "; 'hookbench clean' tries again");
    }
  }

  private RunResults finish(RunData.Status status) {
    progress.close();
    takeOffWhatIsLeft();
    RunData run = data(status, runner.cases());
    ResultWriter writer = new ResultWriter(files, out.text());
    RunResults results = analysed(run, writer);
    Collection<RunResult> jmh = runner.jmhResults();
    if (detail.jmhTable() && !jmh.isEmpty()) {
      ResultFormatFactory.getInstance(ResultFormatType.TEXT, out.text()).writeOut(jmh);
      out.text().println();
    }
    TextReport report =
        detail.all() ? new TextReport(out.colour()) : TextReport.answer(out.colour(), out.width());
    out.report().print(report.render(results));
    List<CaseProfile> profiles = runner.profiles();
    if (!profiles.isEmpty()) {
      out.text().println();
      out.text().print(ProfileText.of(results, profiles));
      samplingCosts().forEach(c -> out.text().print(ProfileText.samplingCost(c)));
    }
    Optional<Path> saved = writer.write(results, jmh, profiles);
    boolean isProfile = request.page().isPresent() && !profiles.isEmpty();
    if (!isProfile && !detail.all()) {
      saved.ifPresent(this::further);
    }
    if (out.isLost() && saved.isPresent()) {
      System.err.println(
          "hookbench: the report is lost, the run is not: 'report " + saved.get() + "' prints it");
    }
    writer.requireAllInPlace();
    return results;
  }

  /** A bug of the analysis does not lose what was measured. */
  private static RunResults analysed(RunData run, ResultWriter writer) {
    try {
      return Analysis.of(run, OptionalDouble.empty());
    } catch (RuntimeException e) {
      writer.save(run);
      throw e;
    }
  }

  /** Commands to go on with, which take the newest run unless they are told another. */
  private void further(Path saved) {
    String run = request.settings().save().isPresent() ? " " + saved : "";
    String page = request.page().isPresent() ? "" : "; report" + run + " -o run.html";
    out.text().println("More:  report" + run + " --all" + page + "; profile");
  }

  private List<SamplingCost> samplingCosts() {
    return runner.profiledCases(KernelFlame.NAME).stream()
        .flatMap(c -> SamplingCost.of(c, KernelFlame::isSampled, KernelFlame.ROUND).stream())
        .toList();
  }

  private RunData data(RunData.Status status, List<CaseData> cases) {
    double steal = MachineFacts.cpuTime().stealPercentSince(cpuBefore);
    machine.put("steal", String.format(java.util.Locale.ROOT, "%.1f %% of CPU time", steal));
    return new RunData(
        Version.TEXT,
        status,
        startedMillis,
        runner.wallNanos(),
        request.typed(),
        runner.design(),
        machine,
        cases,
        runner.failures());
  }
}
