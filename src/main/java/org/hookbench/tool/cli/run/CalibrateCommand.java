package org.hookbench.tool.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.LaneCorrection;
import org.hookbench.framework.calibration.Calibration;
import org.hookbench.framework.calibration.CalibrationFile;
import org.hookbench.framework.calibration.Injection;
import org.hookbench.framework.calibration.NullCalibration;
import org.hookbench.framework.evidence.MachineFacts;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.HookChain;
import org.hookbench.framework.experiment.InterleavedRunner;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.experiment.Precision;
import org.hookbench.framework.runfile.AtomicFile;
import org.hookbench.framework.runfile.OutputCheck;
import org.hookbench.framework.workload.Workload;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.plan.AskedCase;
import org.hookbench.tool.cli.plan.PlanReader;
import org.hookbench.tool.cli.plan.Preflight;
import org.hookbench.tool.cli.plan.Settings;
import org.hookbench.tool.cli.terminal.Progress;
import org.hookbench.tool.report.CalibrationPage;
import org.hookbench.tool.report.CalibrationReport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves the instrument on this machine. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    footer = Waiting.HELP,
    description = {
      "Proves the instrument on this machine, in about six minutes: how often it sees a",
      "difference where there is none, and what it finds of a known cost. Exit code 1 if it fails."
    })
public final class CalibrateCommand implements Callable<Integer> {
  private static final int NULL_ARMS = 40;
  private static final String NULL_FORKS = "60";
  private static final int NULL_CYCLES = 20;
  private static final int NULL_WARMUPS = 5;
  private static final int NULL_STRETCHES = 2;
  private static final int INJECTION_FORKS = 10;
  private static final int INJECTION_CYCLES = 200;
  private static final int INJECTION_WARMUPS = 40;
  private static final int INJECTION_STRETCHES = 8;
  private static final long CALIBRATION_BYTES = 1 << 16;
  private static final long PAGE_BYTES = 1 << 20;
  private static final long[] INJECTED_NANOS = {250, 500, 1000, 2000};
  // baseline and null arm come before the program that burns the least
  private static final int LEAST_ARM = 2;
  private static final String HOOK = "tc";
  private static final String WORKLOAD = "UdpPackets";

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = NULL_FORKS,
      description =
          "Forks of the null part, by default ${DEFAULT-VALUE}: each six of them make 20 comparisons,"
              + " each twelve 20 that may stop early; 60 make the 200 that the rate wants.")
  private int forks;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes table and plot as one HTML file that works offline, too.")
  private @Nullable Path html;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of every random choice; by default another one each time.")
  private @Nullable String seed;

  @Override
  public Integer call() throws IOException {
    if (forks < NullCalibration.FORKS_A_COMPARISON) {
      throw UserException.usage(
          "--forks " + forks + ": a comparison takes " + NullCalibration.FORKS_A_COMPARISON);
    }
    long startedMillis = System.currentTimeMillis();
    long started = System.nanoTime();
    long random = Settings.seed(System.getProperties(), seed).orElse(startedMillis);
    Path file = CalibrationFile.PATH;
    OutputCheck.requireWritable(file, CALIBRATION_BYTES);
    if (html != null) {
      if (html.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
        throw UserException.usage("--html " + html + ": there the calibration itself is kept");
      }
      OutputCheck.requireWritable(html, PAGE_BYTES);
    }
    String libbpf = Preflight.requirePrivilegesAndLibraries();
    Map<String, String> machine = MachineFacts.read();
    machine.put("libbpf", libbpf);
    try (MeasuringPlace place = MeasuringPlace.take(List.of())) {
      CaseData nulls =
          LaneCorrection.of(
              measure(
                  place,
                  Arms.nulls(NULL_ARMS - 2),
                  new Measurement(NULL_CYCLES, NULL_WARMUPS, Workload.SHORT_SLICE_NANOS),
                  Design.of(forks, NULL_STRETCHES, random)));
      CaseData injected =
          measure(
              place,
              Arms.of(List.of(new HookChain(HOOK, 1)), programs()),
              new Measurement(INJECTION_CYCLES, INJECTION_WARMUPS, Workload.SHORT_SLICE_NANOS),
              Design.of(Math.min(INJECTION_FORKS, forks), INJECTION_STRETCHES, random));
      Calibration calibration =
          new Calibration(
              startedMillis,
              (System.nanoTime() - started) / 1e9,
              new LinkedHashMap<>(machine),
              NullCalibration.of(nulls, Analysis.CONFIDENCE),
              NullCalibration.stopping(nulls, Analysis.CONFIDENCE).orElse(null),
              Injection.of(injected, LEAST_ARM, INJECTED_NANOS, Analysis.CONFIDENCE));
      System.out.print(CalibrationReport.of(calibration));
      keep(calibration, file);
      return calibration.isPassed() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private void keep(Calibration calibration, Path file) {
    try {
      CalibrationFile.write(calibration, file);
      System.out.println("Kept in " + file + " and named in later reports on this machine.");
      if (html != null) {
        byte[] page = CalibrationPage.of(calibration).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(html, out -> out.write(page));
        System.out.println("As a page in " + html);
      }
    } catch (IOException e) {
      throw new UserException(
          ExitCode.CANT_CREATE, "can't keep the calibration: " + e.getMessage(), e);
    }
  }

  private static List<String> programs() {
    return LongStream.concat(LongStream.of(0), LongStream.of(INJECTED_NANOS))
        .mapToObj(ns -> "spin@ns=" + (Injection.BASE_NANOS + ns))
        .toList();
  }

  private static CaseData measure(
      MeasuringPlace place, List<Arm> arms, Measurement measurement, Design design) {
    AskedCase asked = PlanReader.byDefault(WORKLOAD);
    Plan plan = new Plan(List.of(asked.planned(arms, measurement)), design);
    Preflight.rehearse(plan);
    try (Progress progress = new Progress(plan, cases -> List.of(), System.err, false)) {
      InterleavedRunner runner =
          new InterleavedRunner(
              new OptionsBuilder().build(), plan, place.temp(), List.of(), progress);
      runner.run(Precision.none());
      if (!runner.failures().isEmpty()) {
        throw new UserException(ExitCode.FAILED, String.join("; ", runner.failures()));
      }
      return runner.cases().get(0);
    } catch (RunnerException e) {
      throw new UserException(ExitCode.FAILED, "JMH can't run: " + e.getMessage(), e);
    }
  }
}
