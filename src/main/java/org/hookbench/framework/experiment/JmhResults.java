package org.hookbench.framework.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.Figure;
import org.hookbench.framework.workload.Metric;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Splits a case by arm into results of JMH, as if each hook had been run by itself: one {@code
 * RunResult} an arm, distinguished by {@code params.hook}; a fork a {@code BenchmarkResult}; a
 * cycle an {@code IterationResult}, so that {@code rawData[fork][cycle]} of two arms are pairs.
 */
final class JmhResults {
  private JmhResults() {}

  static List<RunResult> split(CaseData data, BenchmarkParams raw) {
    List<RunResult> results = new ArrayList<>();
    List<ForkData> forks = data.completeForks();
    if (forks.isEmpty()) {
      return results;
    }
    for (int i = 0; i < data.arms().size(); i++) {
      BenchmarkParams params = params(data.arms().get(i), raw, data.measurement(), data.metric());
      List<BenchmarkResult> ofForks = new ArrayList<>();
      for (ForkData fork : forks) {
        ofForks.add(fork(fork, i, params, data.metric()));
      }
      results.add(new RunResult(params, ofForks));
    }
    return results;
  }

  /**
   * Adds what the user's own profilers ({@code -prof}) found. They see a fork, in which all arms
   * take turns, and can't tell these apart: their figures are the whole fork's, and stand once,
   * with the baseline.
   */
  @SuppressWarnings("rawtypes") // as in the interfaces of JMH
  static void addProfilers(
      List<RunResult> arms, BenchmarkParams params, Collection<RunResult> raw) {
    for (RunResult whole : raw) {
      if (arms.isEmpty() || whole.getParams().compareTo(params) != 0) {
        continue;
      }
      Iterator<BenchmarkResult> forks = arms.get(0).getBenchmarkResults().iterator();
      for (BenchmarkResult fork : whole.getBenchmarkResults()) {
        BenchmarkResult baseline = forks.next();
        for (Result r : fork.getSecondaryResults().values()) {
          if (!r.getLabel().equals(StretchResult.LABEL)) {
            baseline.addBenchmarkResult(r);
          }
        }
      }
    }
  }

  /** Adds the figures of the profilers that know lanes: each stands with its arm. */
  static void addFigures(List<RunResult> arms, Map<String, List<ArmProfile>> profiles) {
    profiles.forEach(
        (profiler, ofArms) -> {
          for (int i = 0; i < Math.min(arms.size(), ofArms.size()); i++) {
            BenchmarkResult first = arms.get(i).getBenchmarkResults().iterator().next();
            for (Figure f : ofArms.get(i).figures()) {
              String label = profiler + "." + f.label();
              first.addBenchmarkResult(SliceResult.secondary(label, f.value(), f.unit()));
            }
          }
        });
  }

  private static BenchmarkResult fork(
      ForkData fork, int arm, BenchmarkParams params, Metric metric) {
    String label = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
    List<IterationResult> cycles = new ArrayList<>();
    for (double value : fork.slices().values(arm)) {
      IterationResult cycle =
          new IterationResult(params, params.getMeasurement(), new IterationResultMetaData(1, 1));
      cycle.addResult(SliceResult.primary(label, value, metric.unit()));
      cycles.add(cycle);
    }
    // figures of the fork as a whole stand with its last cycle
    IterationResult last = cycles.get(cycles.size() - 1);
    ForkReport report = fork.report().orElseThrow();
    if (!report.histograms().isEmpty()) {
      Histogram h = Histograms.decode(report.histograms().get(arm));
      add(last, "min", h.getMinValue() / 1e3, "us");
      add(last, "mean", h.getMean() / 1e3, "us");
      for (double q : new double[] {50, 90, 99}) {
        add(last, "p" + (int) q, h.getValueAtPercentile(q) / 1e3, "us");
      }
      add(last, "max", h.getMaxValue() / 1e3, "us");
    }
    ArmEvidence evidence = report.evidence().get(arm);
    add(last, "rxPackets", evidence.rxPackets(), "packets");
    if (evidence.packets() > 0) {
      add(last, "hits", (double) evidence.hits() / evidence.packets(), "runs/packet");
    }
    evidence
        .connection()
        .ifPresentOrElse(
            tcp -> {
              add(last, "transfer", tcp.bytesAcked(), "bytes");
              add(last, "retransmits", tcp.retransmits(), "segments");
              add(last, "cwnd", (double) tcp.cwnd() * tcp.mss(), "bytes");
            },
            () -> add(last, "lost", fork.slices().lostBy(arm), metric.operation() + "s"));
    return new BenchmarkResult(params, cycles);
  }

  private static void add(IterationResult to, String label, double value, String unit) {
    to.addResult(SliceResult.secondary(label, value, unit));
  }

  private static BenchmarkParams params(
      Arm arm, BenchmarkParams raw, Measurement measurement, Metric metric) {
    WorkloadParams values = new WorkloadParams();
    int order = 0;
    for (String key : raw.getParamsKeys()) {
      String value =
          switch (key) {
            case "hook" -> arm.role() == Arm.Role.HOOK ? arm.hook().toString() : arm.id();
            case "program" -> arm.program().orElse("none");
            default -> raw.getParam(key);
          };
      values.put(key, value, order++);
    }
    TimeValue slice = TimeValue.nanoseconds(measurement.sliceNanos());
    return new BenchmarkParams(
        raw.getBenchmark(),
        raw.generatedBenchmark(),
        raw.shouldSynchIterations(),
        raw.getThreads(),
        raw.getThreadGroups(),
        raw.getThreadGroupLabels(),
        raw.getForks(),
        raw.getWarmupForks(),
        new IterationParams(IterationType.WARMUP, measurement.warmupCycles(), slice, 1),
        new IterationParams(IterationType.MEASUREMENT, measurement.cycles(), slice, 1),
        metric.higherIsBetter() ? Mode.Throughput : Mode.AverageTime,
        values,
        TimeUnit.NANOSECONDS,
        raw.getOpsPerInvocation(),
        raw.getJvm(),
        raw.getJvmArgs(),
        raw.getJdkVersion(),
        raw.getVmName(),
        raw.getVmVersion(),
        raw.getJmhVersion(),
        raw.getTimeout());
  }
}
