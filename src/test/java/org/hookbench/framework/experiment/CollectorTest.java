package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.workload.Workloads;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/** Forks of two stretches of three cycles each, as JMH hands them on. */
class CollectorTest {
  private static final List<Arm> ARMS = Arms.parse("tc", "pass");
  private static final int CYCLES = 3;
  private static final TimeValue SLICE = TimeValue.milliseconds(5);
  private static final IterationParams MEASURED =
      new IterationParams(IterationType.MEASUREMENT, 2, SLICE, CYCLES);

  private final List<String> heard = new ArrayList<>();
  private final List<CaseData> cases = new ArrayList<>();
  private final RunListener listener =
      new RunListener() {
        @Override
        public void planned(int forks) {
          // as it was
        }

        @Override
        public void profiling(String profiler, int forks) {
          heard.add(profiler + " in " + forks);
        }

        @Override
        public void caseStarted(BenchCase started) {
          heard.add("started " + started.workload());
        }

        @Override
        public void stretchDone(long cycles) {
          heard.add("cycles " + cycles);
        }

        @Override
        public void forkDone(CaseData running) {
          heard.add("forks " + running.forks().size());
          cases.add(running);
        }

        @Override
        public void detail(String text) {
          heard.add("detail");
        }
      };
  private final Collector collector = collector(0);

  private Collector collector(int firstFork) {
    Design design = Design.of(2, 1, 1);
    List<PlannedCase> planned =
        Stream.of("UdpPackets", "TcpStream").map(CollectorTest::planned).toList();
    Plan plan = new Plan(planned, design);
    return new Collector(plan, listener, firstFork);
  }

  private static PlannedCase planned(String workload) {
    BenchCase bench = BenchCase.of(params(workload));
    return new PlannedCase(
        bench,
        Workloads.create(workload, "64"),
        LinkSettings.parse("veth", "on", "auto", "shared", "4", "auto"),
        ARMS,
        new Measurement(3, 0, 1_000_000));
  }

  @Test
  void brokenLinkIsTheCauseOfItsForksDeath() {
    collector.startBenchmark(params("UdpPackets"));
    collector.linkBroke("The handler is already registered");
    collector.println("<forked VM failed with exit code 137>");
    collector.endRun(List.of());
    assertEquals(
        List.of(
            "UdpPackets: fork 1 of 2 failed: JMH's link to its forks failed: The handler is already"
                + " registered"),
        collector.failures());
    assertTrue(collector.hasFailed(BenchCase.of(params("UdpPackets"))));
    assertFalse(collector.hasFailed(BenchCase.of(params("TcpStream"))));
  }

  /** Forks that are added for precision have numbers, and so seeds, of their own. */
  @Test
  void forksAreNumberedOnFromThoseThatAreThere() {
    BenchmarkParams params = params("UdpPackets");
    collector.startBenchmark(params);
    assertEquals(List.of("-Dhookbench.fork=0"), new ForkLink().addJVMOptions(params));
    stretch(params, 1, false);
    stretch(params, 2, true);
    collector.endRun(List.of());
    collector.startBenchmark(params);
    assertEquals(List.of("-Dhookbench.fork=1"), new ForkLink().addJVMOptions(params));
    Collector later = collector(12);
    later.startBenchmark(params);
    assertEquals(List.of("-Dhookbench.fork=12"), new ForkLink().addJVMOptions(params));
  }

  /** What JMH printed while an earlier case ran is not this one's cause; detail gets all of it. */
  @Test
  void theCauseIsFromTheFailedCasesOwnOutput() {
    collector.startBenchmark(params("UdpPackets"));
    collector.println("Caused by: java.lang.IllegalStateException: of the first");
    stretch(params("UdpPackets"), 1, true);
    stretch(params("UdpPackets"), 1, true);
    collector.endBenchmark(null);
    assertEquals(List.of(), collector.failures());
    collector.startBenchmark(params("TcpStream"));
    heard.clear();
    collector.endBenchmark(null);
    assertEquals(
        List.of("TcpStream: fork 1 of 2 failed: it printed nothing"), collector.failures());
    assertEquals(List.of("detail"), heard);
    heard.clear();
    collector.verbosePrintln("more");
    assertEquals(List.of("detail"), heard);
  }

  @Test
  void tellsTheCyclesOfAllCasesAndTheForksOfTheRunningOne() {
    for (String workload : List.of("UdpPackets", "TcpStream")) {
      BenchmarkParams params = params(workload);
      collector.startBenchmark(params);
      for (int fork = 0; fork < 2; fork++) {
        stretch(params, 1, false);
        stretch(params, 2, true);
      }
      collector.endRun(List.of());
    }
    assertEquals(
        List.of(
            "started UdpPackets",
            "cycles 3",
            "forks 1",
            "cycles 6",
            "cycles 9",
            "forks 2",
            "cycles 12",
            "started TcpStream",
            "cycles 15",
            "forks 1",
            "cycles 18",
            "cycles 21",
            "forks 2",
            "cycles 24"),
        heard);
    assertEquals(List.of(), collector.failures());
  }

  @Test
  void copiesNothingForItsListener() {
    BenchmarkParams params = params("UdpPackets");
    collector.startBenchmark(params);
    stretch(params, 1, false);
    stretch(params, 2, true);
    stretch(params, 1, false);
    Slices complete = cases.get(0).forks().get(0).slices();
    assertEquals(6, complete.cycles());
    List<ForkData> snapshot = collector.snapshot().get(0).forks();
    assertSame(complete, snapshot.get(0).slices());
    stretch(params, 2, true);
    assertEquals(3, snapshot.get(1).slices().cycles(), "what grows is copied into a snapshot");
    assertEquals(1, cases.get(0).forks().size(), "what the listener was given stays as it was");
  }

  @Test
  void aForkThatEndsEarlyCountsNoLongerWhenTheNextBegins() {
    BenchmarkParams params = params("UdpPackets");
    collector.startBenchmark(params);
    stretch(params, 1, false);
    stretch(params, 1, false);
    stretch(params, 2, true);
    assertEquals(
        List.of("started UdpPackets", "cycles 3", "cycles 3", "forks 1", "cycles 6"), heard);
  }

  @Test
  void warmUpIsNotHeardOf() {
    BenchmarkParams params = params("UdpPackets");
    collector.startBenchmark(params);
    IterationParams warmup = new IterationParams(IterationType.WARMUP, 1, SLICE, 1);
    collector.iterationResult(params, warmup, 1, result(params, warmup, false));
    assertEquals(List.of("started UdpPackets"), heard);
  }

  private void stretch(BenchmarkParams params, int number, boolean last) {
    collector.iterationResult(params, MEASURED, number, result(params, MEASURED, last));
  }

  private static IterationResult result(
      BenchmarkParams params, IterationParams iteration, boolean last) {
    Slices slices = new Slices(ARMS.size(), CYCLES * ARMS.size());
    for (int i = 0; i < CYCLES * ARMS.size(); i++) {
      slices.add(i % ARMS.size(), i, 1, 1, 0);
    }
    ForkReport report = new ForkReport(1, Deals.standing(0, 1, 2), List.of(), List.of(), 1, null);
    IterationResult result =
        new IterationResult(params, iteration, new IterationResultMetaData(1, 1));
    result.addResult(new StretchResult(slices, last ? Optional.of(report) : Optional.empty()));
    return result;
  }

  private static BenchmarkParams params(String workload) {
    WorkloadParams values = new WorkloadParams();
    values.put("payload", "64", 0);
    String method = "org.hookbench.bench." + workload + ".measure";
    return new BenchmarkParams(
        method,
        method,
        true,
        1,
        new int[] {1},
        List.of(),
        2,
        0,
        new IterationParams(IterationType.WARMUP, 1, SLICE, 1),
        MEASURED,
        Mode.SingleShotTime,
        values,
        TimeUnit.NANOSECONDS,
        1,
        "java",
        List.of(),
        "17",
        "vm",
        "17",
        "1.37",
        TimeValue.minutes(1));
  }
}
