package org.hookbench.framework;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.apiguardian.api.API;
import org.hookbench.framework.evidence.PlaceEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.ForkLink;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.ForkSettings;
import org.hookbench.framework.experiment.Histograms;
import org.hookbench.framework.experiment.Schedule;
import org.hookbench.framework.experiment.SliceMeter;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.profile.LaneProfilers;
import org.hookbench.framework.testbed.Testbed;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.Workload;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * The base class of every benchmark that measures hooks. A subclass names its {@link Workload} and
 * has one method with JMH's {@code @Benchmark} that returns {@link #cycle()}:
 *
 * <pre>{@code
 * public class Echo extends HookBenchmark {
 *   @Param("64")
 *   public int payload;
 *
 *   @Override
 *   protected Workload workload() {
 *     return new EchoWorkload(payload);
 *   }
 *
 *   @Benchmark
 *   public int roundTrip() throws IOException {
 *     return cycle();
 *   }
 * }
 * }</pre>
 *
 * <p>The class is public, not abstract, and has a public constructor without parameters. Its fields
 * with {@code @Param} are further parameters of the command line ({@code -p payload=64}). Compiled
 * with JMH's annotation processor and put on the class path, it is measured by {@code
 * org.hookbench.tool.cli.Main} as the built-in ones are: interleaved, with evidence and verdicts.
 * {@link #workload()} is called in each fork, and once in the host before them.
 *
 * <p>What it does: it builds the lanes of all arms once a fork, and a cycle measures one slice of
 * each arm in a balanced random order. Several times a fork the arms change lanes, so that the
 * lanes' own differences cancel ({@link Deals}). A JMH operation is a cycle, an iteration about a
 * second of cycles. JMH's own figure for an operation is the time of all arms together and means
 * little; the slices, which mean a lot, go to the host through {@link ForkLink}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract class HookBenchmark {
  /** The hooks to compare with none, in one interleaved run; joined by commas. */
  @Param({"tc", "xdpgeneric", "xdpdrv"})
  public String hook;

  /** The programs to attach at each hook; joined by commas. */
  @Param("pass")
  public String program;

  /** How many programs to attach one after the other; in a fork it is part of {@link #hook}. */
  @Param("1")
  public String depth;

  @Param("veth")
  public String link;

  @Param("on")
  public String offload;

  @Param("auto")
  public String mtu;

  @Param("shared")
  public String placement;

  @Param("4")
  public String ipv;

  @Param("auto")
  public String congestion;

  @Param("none")
  public String peer;

  @Param("receive")
  public String direction;

  private static final int MOST_INTERRUPTIONS = 10;

  /** Batches in which each arm is seen at work before it is measured; more follow after. */
  private static final int OBSERVED_FIRST = 8;

  private final LaneProfilers profilers = LaneProfilers.ofThisFork();
  private Testbed testbed;
  private Deals deals;
  private Schedule schedule;
  private SliceMeter meter;
  private Slices slices;
  private List<Histogram> histograms;
  private int[] order;
  private ForkSettings fork;
  private boolean measuring;
  private long origin;
  private int iterations;
  private int cycle;
  private int cycles;
  private boolean hasPeer;
  private boolean wholeRuns;
  private Optional<PlaceEvidence.Saturation> saturation = Optional.empty();

  /**
   * The traffic of this benchmark, made anew at each call. Fields with {@code @Param} are set
   * before.
   *
   * @throws org.hookbench.UsageException where a parameter's value is none that it takes
   */
  protected abstract Workload workload();

  /** Builds the lanes; everything is undone if any of it fails. */
  @Setup(Level.Trial)
  public void build(BenchmarkParams params) throws IOException {
    fork = ForkSettings.ofThisFork();
    fork.dieWithHost();
    Workload workload = workload();
    List<Arm> arms = Arms.parse(hook, program);
    LinkSettings settings =
        LinkSettings.parse(link, offload, mtu, placement, ipv, congestion, peer, direction);
    if (settings.isExisting()) {
      fork.joinNamespaceOfHost();
    }
    cycles = params.getMeasurement().getCount() * params.getMeasurement().getBatchSize();
    // a profiler looks at arms where they are; what redirects to a forwarder's next device was seen
    // to lose all packets on its second lane
    int stretches = profilers.isEmpty() && !settings.forwards() ? fork.stretches() : 1;
    wholeRuns = workload.isWholeRun();
    int deal =
        wholeRuns
            ? Design.stretchesOfWholeRuns(stretches, arms.size(), cycles)
            : Design.stretches(stretches, arms.size(), cycles, workload.needsFreshSockets());
    deals = Testbed.deals(arms, settings, deal, fork.seed());
    testbed = Testbed.build(arms, settings, workload, deals);
    try {
      schedule = testbed.schedule(fork.seed());
      order = new int[arms.size()];
      meter =
          new SliceMeter(
              workload.metric(),
              params
                  .getMeasurement()
                  .getTime()
                  .convertTo(java.util.concurrent.TimeUnit.NANOSECONDS),
              wholeRuns);
      slices = new Slices(arms.size(), params.getMeasurement().getBatchSize() * arms.size());
      histograms = workload.isLatency() ? Histograms.forArms(arms.size()) : List.of();
      testbed.observe(wholeRuns ? 1 : Math.min(OBSERVED_FIRST, fork.observedBatches()));
      hasPeer = settings.peer().isPresent();
      saturation = testbed.saturation();
    } catch (IOException | RuntimeException e) {
      // JMH runs no tear-down where a set-up has thrown
      testbed.close();
      throw e;
    }
  }

  /** Begins an iteration. */
  @Setup(Level.Iteration)
  public void begin(IterationParams iteration) throws IOException {
    orClose(() -> beginning(iteration));
  }

  private void beginning(IterationParams iteration) throws IOException {
    measuring = iteration.getType() == IterationType.MEASUREMENT;
    slices.clear();
    if (measuring && iterations == 0) {
      profilers.open(testbed.view());
      testbed.otherLoad().begin();
      origin = System.nanoTime();
    }
  }

  /**
   * One cycle: a slice on each lane. The subclass's benchmark method calls it, once, and nothing
   * else.
   *
   * @return so many slices, for JMH to keep
   * @throws IOException where a socket fails, which ends the fork
   */
  protected final int cycle() throws IOException {
    orClose(this::measuredCycle);
    return slices.size();
  }

  private void measuredCycle() throws IOException {
    if (measuring) {
      if (cycle > 0 && deals.stretchOf(cycle, cycles) > deals.stretchOf(cycle - 1, cycles)) {
        move();
      }
      cycle++;
    }
    visitArms();
  }

  /** Deals the arms to other lanes, and lets them settle there. */
  private void move() throws IOException {
    testbed.otherLoad().note();
    testbed.move();
    for (int i = 0; i < Design.SETTLING_CYCLES && !wholeRuns; i++) {
      schedule.next(order);
      for (int arm : order) {
        // without what is attached for a slice alone: it is the lane that has to settle
        meter.measure(testbed.flow(arm));
      }
    }
  }

  private void visitArms() throws IOException {
    schedule.next(order);
    boolean profiled = measuring && !profilers.isEmpty();
    if (profiled) {
      profilers.cycleBegins(cycle - 1);
    }
    for (int arm : order) {
      testbed.enter(arm);
      if (testbed.takesTurns()) {
        meter.settle(testbed.flow(arm));
      }
      if (profiled) {
        profilers.sliceBegins(arm);
      }
      measure(testbed.flow(arm));
      if (profiled) {
        profilers.sliceEnds(arm, meter.operations());
      }
      testbed.leave(arm);
      if (measuring) {
        if (!histograms.isEmpty()) {
          meter.record(histograms.get(arm));
        }
        meter.addTo(slices, arm, origin);
      }
    }
  }

  /** A slice; again where the way to a peer was interrupted in it. */
  private void measure(Flow flow) throws IOException {
    meter.measure(flow);
    for (int i = 0; i < MOST_INTERRUPTIONS && hasPeer && meter.isInterrupted(); i++) {
      meter.settle(flow);
      meter.measure(flow);
    }
  }

  private Optional<PlaceEvidence> place() throws IOException {
    return testbed.takesTurns()
        ? Optional.of(
            PlaceEvidence.of(
                meter.settleNanos(),
                meter.interruptions(),
                testbed.turns(),
                testbed.peerCounts(),
                testbed.devices(),
                saturation))
        : Optional.empty();
  }

  /** Ends an iteration: leaves its slices, and after the last one the fork's report. */
  @TearDown(Level.Iteration)
  public void end(IterationParams iteration) throws IOException {
    if (measuring) {
      orClose(() -> ending(iteration));
    }
  }

  private void ending(IterationParams iteration) throws IOException {
    iterations++;
    Optional<ForkReport> report = Optional.empty();
    if (iterations == iteration.getCount()) {
      testbed.otherLoad().note();
      profilers.finish();
      if (!wholeRuns) {
        testbed.observe(fork.observedBatches());
      }
      report =
          Optional.of(
              new ForkReport(
                  fork.seed(),
                  deals,
                  new ArrayList<>(testbed.evidence()),
                  Histograms.encode(histograms),
                  Runtime.getRuntime().totalMemory(),
                  testbed.otherLoad().share().stream().boxed().findFirst().orElse(null),
                  place().orElse(null)));
    }
    ForkLink.leave(slices.copy(), report);
  }

  private interface Step {
    void run() throws IOException;
  }

  /** JMH runs no tear-down of the trial where anything before it has thrown. */
  private void orClose(Step step) throws IOException {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      try {
        close();
      } catch (RuntimeException further) {
        e.addSuppressed(further);
      }
      throw e;
    }
  }

  /** Takes everything down. */
  @TearDown(Level.Trial)
  public void close() {
    profilers.close();
    testbed.close();
  }
}
