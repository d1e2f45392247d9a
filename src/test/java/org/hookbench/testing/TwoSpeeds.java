package org.hookbench.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.experiment.Schedule;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.framework.workload.Workload;

/**
 * Made-up runs of a machine that changes between two speeds, within forks and from one to the next,
 * and of programs that cost the same time at either speed.
 *
 * <p>The arms are {@code none}, {@code null}, {@code tc/pass} and one a cost, in this order.
 */
public final class TwoSpeeds {
  /** What a batch takes at either speed without a program, ns; 1.6 and 2.5 us a packet of 32. */
  private static final double[] BATCH = {32 * 1600, 32 * 2500};

  private static final double CHANGES_A_SLICE = 0.01;
  private static final double NOISE = 0.003;
  private static final int FORKS = 10;
  private static final int CYCLES = 60;
  private static final int HITS = 1000;

  /** Accounted to every run of a program, ns. */
  private static final long FLOOR = 25;

  private static final long INTERRUPT = 400_000;
  private final Workload workload;
  private final long empty;
  private final long[] costs;
  private final SplittableRandom random;

  private TwoSpeeds(Workload workload, long empty, long[] costs, long seed) {
    this.workload = workload;
    this.empty = empty;
    this.costs = costs;
    this.random = new SplittableRandom(seed);
  }

  /**
   * A run of one workload.
   *
   * @param benchmark the method, from the class's simple name on
   * @param stretches how often a fork's arms are dealt to lanes, which are all alike
   * @param empty what the program that does nothing adds to a batch, ns
   * @param costs what each other program adds to a batch beyond that, ns
   */
  public static RunData of(String benchmark, long seed, int stretches, long empty, long... costs) {
    String payload = benchmark.startsWith("TcpStream") ? "262144" : "64";
    BenchCase bench =
        BenchCase.of("org.hookbench.bench." + benchmark, Map.of("payload", payload, "ipv", "4"));
    CaseData made = new TwoSpeeds(BuiltIn.workload(bench), empty, costs, seed).of(bench, stretches);
    return new RunData(
        "test",
        RunData.Status.COMPLETE,
        1_767_225_600_000L,
        1_000_000_000L,
        List.of(),
        Design.of(FORKS, stretches, seed),
        Map.of("cpu", "of two speeds"),
        List.of(made),
        List.of());
  }

  private CaseData of(BenchCase bench, int stretches) {
    List<String> programs = new ArrayList<>(List.of("pass"));
    programs.addAll(LongStream.range(0, costs.length).mapToObj(i -> "spin@" + i).toList());
    List<Arm> arms = Arms.parse("tc", String.join(",", programs));
    double[] added = new double[arms.size()];
    for (int arm = 2; arm < added.length; arm++) {
      added[arm] = empty + (arm == 2 ? 0 : costs[arm - 3]);
    }
    List<ForkData> forks = new ArrayList<>();
    for (int f = 0; f < FORKS; f++) {
      ForkReport report =
          new ForkReport(
              f,
              Deals.draw(arms.size(), stretches, f),
              Arrays.stream(added).mapToObj(this::evidence).toList(),
              List.of(),
              0,
              null);
      forks.add(new ForkData(f, 0, slices(added, f), Optional.of(report)));
    }
    return new CaseData(
        bench, arms, workload.metric(), new Measurement(CYCLES, 1, 5_000_000), forks);
  }

  /** Whether a fork is mostly slow is its own, so that the median of forks is of either speed. */
  private Slices slices(double[] added, int fork) {
    Slices slices = new Slices(added.length, CYCLES * added.length);
    Schedule schedule = new Schedule(added.length, fork);
    int[] order = new int[added.length];
    double slow = random.nextDouble();
    int speed = random.nextDouble() < slow ? 1 : 0;
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      schedule.next(order);
      for (int arm : order) {
        if (random.nextDouble() < CHANGES_A_SLICE) {
          speed = random.nextDouble() < slow ? 1 : 0;
        }
        double nanos = (BATCH[speed] + added[arm]) * (1 + NOISE * gauss());
        slices.add(arm, slices.size(), workload.metric().value(nanos), 100, 0);
      }
    }
    return slices;
  }

  /** Two passes; in one of ten an interrupt fell into the program's time. */
  private ArmEvidence evidence(double added) {
    boolean hook = added > 0;
    List<ArmEvidence.Pass> passes = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      long nanos = Math.round(HITS * (FLOOR + added / workload.metric().operationsPerBatch()));
      nanos += random.nextInt(10) == 0 ? INTERRUPT : 0;
      passes.add(new ArmEvidence.Pass(HITS, HITS, 64 * HITS, hook ? HITS : 0, hook ? nanos : 0));
    }
    return new ArmEvidence(true, passes, 1000, 64_000, 0, List.of(), null, null, null);
  }

  private double gauss() {
    double u = 1 - random.nextDouble();
    return StrictMath.sqrt(-2 * StrictMath.log(u))
        * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }
}
