package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.Histograms;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.Precision;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.stats.Warning;
import org.hookbench.framework.workload.Workload;
import org.hookbench.framework.workload.Workloads;
import org.hookbench.testing.BuiltIn;
import org.hookbench.testing.CarriedOver;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;

/** Runs of values that are known to the last digit, through the whole analysis. */
class AnalysisTest {
  private static final int FORKS = 6;
  private static final int CYCLES = 5;
  private static final double EXACT = 1e-12;
  private static final OptionalDouble UNSET = OptionalDouble.empty();

  /** Values of a case's slices, and what else each arm has. */
  private static final class Made {
    private final List<Arm> arms;
    private final double[] values;
    private String workload = "UdpPackets";
    private OptionalDouble delta = OptionalDouble.empty();
    private OptionalDouble precision = OptionalDouble.empty();
    private Optional<String> against = Optional.empty();
    private boolean complete = true;
    private boolean silent;
    private int[] lost;
    private double[] forkFactor = {1, 1, 1, 1, 1, 1};
    private double[] cycleFactor = {1, 1, 1, 1, 1};
    private List<byte[]> histograms = List.of();
    private OptionalDouble load = OptionalDouble.empty();

    Made(List<Arm> arms, double... values) {
      this.arms = arms;
      this.values = values;
      this.lost = new int[arms.size()];
    }

    /** Arms none, null and tc. */
    static Made of(double none, double nothing, double tc) {
      return new Made(Arms.parse("tc", "pass"), none, nothing, tc);
    }

    RunData run() {
      BenchCase bench = BenchCase.of("b." + workload + ".x", Map.of("payload", "64"));
      List<ForkData> forks = IntStream.range(0, FORKS).mapToObj(this::fork).toList();
      return new RunData(
          "0",
          RunData.Status.COMPLETE,
          0,
          0,
          List.of(),
          new Design(FORKS, 1, 1, delta, precision, against),
          Map.of(),
          List.of(
              new CaseData(
                  bench,
                  arms,
                  BuiltIn.workload(bench).metric(),
                  new Measurement(CYCLES, 0, 1),
                  forks)),
          List.of());
    }

    CaseResult result() {
      return Analysis.of(run(), UNSET).cases().get(0);
    }

    private ForkData fork(int number) {
      Slices slices = new Slices(arms.size(), 0);
      for (int c = 0; c < CYCLES; c++) {
        for (int a = 0; a < arms.size(); a++) {
          double value = values[a] * forkFactor[number] * cycleFactor[c];
          slices.add(a, slices.size(), value, 2, lost[a]);
        }
      }
      List<ArmEvidence> evidence = new ArrayList<>();
      for (int a = 0; a < arms.size(); a++) {
        long hits = arms.get(a).hasProgram() && !silent ? 100 : 0;
        ArmEvidence.Pass pass = new ArmEvidence.Pass(100, 100, 6400, hits, (10 + a) * hits);
        evidence.add(
            new ArmEvidence(true, List.of(pass), 100, 6400, 0, List.of(), null, 3.0 * a * a, null));
      }
      ForkReport report =
          new ForkReport(
              number,
              Deals.draw(arms.size(), 1, number),
              evidence,
              histograms,
              1 << 20,
              load.stream().boxed().findFirst().orElse(null));
      return new ForkData(number, 0, slices, complete ? Optional.of(report) : Optional.empty());
    }
  }

  private static Effect effect(CaseResult result, int arm) {
    return result.arms().get(arm).effect().orElseThrow();
  }

  @Test
  void otherLoadMakesARunNoisyInWords() {
    Made loaded = Made.of(10, 10, 11);
    loaded.load = OptionalDouble.of(0.34);
    CaseResult noisy = loaded.result();
    assertEquals(0.34, noisy.otherLoad().orElseThrow(), EXACT);
    for (int arm : new int[] {1, 2}) {
      assertTrue(
          effect(noisy, arm).warnings().stream()
              .anyMatch(
                  w ->
                      w.kind() == Warning.Kind.OTHER_LOAD
                          && w.text().startsWith("noisy: other work took 34.0 % of")),
          () -> effect(noisy, 2).warnings().toString());
    }
    assertTrue(noisy.isTrusted(), "noise is no reason for distrust: the null arm shows it");
  }

  @Test
  void littleLoadIsNoWarningAndNoneIsUnknown() {
    Made quiet = Made.of(10, 10, 11);
    quiet.load = OptionalDouble.of(-0.003);
    assertEquals(OptionalDouble.of(0), quiet.result().otherLoad());
    quiet.load = OptionalDouble.of(0.0199);
    assertEquals(
        List.of(),
        effect(quiet.result(), 2).warnings().stream()
            .filter(w -> w.kind() == Warning.Kind.OTHER_LOAD)
            .toList());
    assertEquals(OptionalDouble.empty(), Made.of(10, 10, 11).result().otherLoad());
  }

  @Test
  void moreIsWorseOfACostAndBetterOfARate() {
    Made made = Made.of(100, 100, 110);
    Effect cost = effect(made.result(), 2);
    assertEquals(Math.log(1.1), cost.estimate().orElseThrow(), EXACT);
    assertEquals(Verdict.WORSE, cost.verdict());
    made.workload = "TcpStream";
    Effect rate = effect(made.result(), 2);
    assertEquals(-Math.log(1.1), rate.estimate().orElseThrow(), EXACT);
    assertEquals(Verdict.BETTER, rate.verdict());
    assertEquals(10, made.result().arms().get(2).change().orElseThrow(), EXACT);
  }

  /** The hook's batch takes 600 ns more, whichever way round the metric is. */
  @Test
  void theTimeOfAnOperationIsTheBatchsShared() {
    for (String name : List.of("UdpPackets", "TcpRoundTrip", "TcpStream")) {
      Workload workload = Workloads.create(name, "64");
      double none = workload.metric().value(3000);
      Made made = Made.of(none, none, workload.metric().value(3600));
      made.workload = name;
      ArmResult hook = made.result().arms().get(2);
      double expected = 600.0 / workload.metric().operationsPerBatch();
      assertEquals(expected, hook.nanos().orElseThrow().estimate(), 1e-9, name);
    }
  }

  @Test
  void theTypicalValueIsTheMedianOfForksOfTheMedianOfCycles() {
    Made made = Made.of(64, 64, 128);
    made.forkFactor = new double[] {1, 1, 2, 4, 1024, 1024};
    made.cycleFactor = new double[] {4096, 1, 1, 0.5, 4096};
    CaseResult result = made.result();
    assertEquals(
        List.of(192.0, 192.0, 384.0), result.arms().stream().map(ArmResult::value).toList());
    assertEquals(Math.log(2), effect(result, 2).estimate().orElseThrow(), EXACT);
    assertEquals(FORKS, result.forks());
    assertEquals(CYCLES, result.cycles());
  }

  @Test
  void lossesAreAShareOfTheOperationsOfTheArmsSlices() {
    Made made = Made.of(100, 100, 100);
    made.lost = new int[] {0, 0, 16};
    CaseResult result = made.result();
    assertEquals(List.of(), result.arms().get(0).evidence().notes());
    assertEquals(
        List.of(
            "lost 25.0 % (480): a value is per packet sent, without the wait for what was lost"),
        result.arms().get(2).evidence().notes());
  }

  @Test
  void aRunWhoseNullArmDiffersIsNotTrusted() {
    RunResults good = Analysis.of(Made.of(100, 100, 110).run(), UNSET);
    assertEquals(List.of(), good.cases().get(0).distrust());
    assertTrue(good.isTrusted() && good.cases().get(0).isTrusted());
    RunResults bad = Analysis.of(Made.of(100, 90, 100).run(), UNSET);
    assertEquals(
        List.of(
            "the null arm, which has nothing attached, is BETTER: this run can't tell a hook from"
                + " noise"),
        bad.cases().get(0).distrust());
    assertFalse(bad.isTrusted() || bad.cases().get(0).isTrusted());
    assertEquals("null", bad.cases().get(0).nullArm().arm().id());
  }

  @Test
  void anArmWhoseEvidenceFailsIsNamed() {
    Made made = Made.of(100, 100, 110);
    made.silent = true;
    List<String> distrust = made.result().distrust();
    assertEquals(FORKS, distrust.size());
    assertEquals("tc: fork 1: the program is attached and never ran", distrust.get(0));
  }

  @Test
  void deltaIsWhatIsAskedForElseTheRunsElseTheMetrics() {
    Made made = Made.of(100, 100, 110);
    assertEquals(0.01, made.result().delta());
    made.delta = OptionalDouble.of(0.03);
    assertEquals(0.03, made.result().delta());
    assertEquals(0.03, effect(made.result(), 2).delta());
    CaseResult asked = Analysis.of(made.run(), OptionalDouble.of(0.2)).cases().get(0);
    assertEquals(0.2, asked.delta());
    assertEquals(Verdict.EQUIVALENT, effect(asked, 2).verdict());
  }

  @Test
  void forksThatWereAddedForPrecisionTakeAHigherConfidence() {
    Made made = Made.of(100, 100, 110);
    assertEquals(Analysis.CONFIDENCE, Analysis.of(made.run(), UNSET).confidence());
    made.precision = OptionalDouble.of(0.01);
    assertEquals(Precision.CONFIDENCE, Analysis.of(made.run(), UNSET).confidence());
  }

  @Test
  void aCaseWithoutACompleteForkIsLeftOut() {
    Made made = Made.of(100, 100, 110);
    made.complete = false;
    RunResults results = Analysis.of(made.run(), UNSET);
    assertEquals(List.of(), results.cases());
    assertEquals(0, results.comparisons());
  }

  /** Each arm's operations take as many us as its number says, and its tails are against none's. */
  @Test
  void eachArmHasItsOwnLatencies() {
    Made made = Made.of(100, 100, 110);
    made.workload = "TcpRoundTrip";
    List<Histogram> histograms = Histograms.forArms(3);
    for (int arm = 0; arm < 3; arm++) {
      histograms.get(arm).recordValueWithCount(500L * (arm + 1), 1000);
    }
    made.histograms = Histograms.encode(histograms);
    CaseResult result = made.result();
    for (int arm = 0; arm < 3; arm++) {
      ArmResult of = result.arms().get(arm);
      assertEquals(0.5 * (arm + 1), of.latency().orElseThrow().meanMicros(), EXACT);
      assertEquals(arm == 0 ? 0 : 2, of.tails().size());
      for (TailEffect tail : of.tails()) {
        assertEquals(Math.log(arm + 1), tail.estimate().orElseThrow(), EXACT);
      }
    }
    assertEquals(Optional.empty(), Made.of(1, 1, 2).result().arms().get(2).latency());
  }

  /** A hook of 7, its offloads 20, a program of 3 above the empty one; 10 + its number ns a run. */
  @Test
  void partsAreTheDifferencesOfTheirArms() {
    List<Arm> arms = Arms.parse("tc,none+tc", "pass,count");
    List<Part> parts = new Made(arms, 100, 100, 127, 130, 120).result().parts();
    assertEquals(
        List.of(
            "OFFLOADS none+tc less none 20.0", // arms 4 and 0
            "HOOK tc/pass less none+tc 7.0", // arms 2 and 4
            "PROGRAM tc/count less tc/pass 3.0"), // arms 3 and 2
        parts.stream()
            .map(p -> p.kind() + " " + p.arm() + " less " + p.less() + " " + p.change().get())
            .toList());
    assertEquals(
        List.of(Math.log(1.2), Math.log(127 / 120.0), Math.log(130 / 127.0)),
        parts.stream().map(p -> p.effect().estimate().orElseThrow()).toList());
    assertEquals(
        List.of(UNSET, UNSET, OptionalDouble.of(1)), parts.stream().map(Part::runNanos).toList());
    assertEquals(
        List.of(UNSET, UNSET, OptionalDouble.of(3 * (9 - 4))),
        parts.stream().map(Part::testRunNanos).toList());
  }

  /** Two programs of 30 and 10 above the old one. */
  @Test
  void programsAreComparedWithTheOldOne() {
    List<Arm> arms = Arms.parse("tc", "old,new,newer");
    Made made = new Made(arms, 100, 100, 110, 140, 120);
    assertTrue(made.result().parts().stream().noneMatch(p -> p.kind() == Part.Kind.AGAINST));
    made.against = Optional.of("old");
    List<Part> parts = made.result().parts();
    assertEquals(
        List.of("AGAINST tc/new less tc/old 30.0", "AGAINST tc/newer less tc/old 10.0"),
        parts.stream()
            .map(p -> p.kind() + " " + p.arm() + " less " + p.less() + " " + p.change().get())
            .toList());
    assertEquals(Math.log(140 / 110.0), parts.get(0).effect().estimate().orElseThrow(), EXACT);
  }

  @Test
  void theAdviceOnCyclesIsFromTheCostOfAFork() {
    RunData run = Runs.quick().data();
    CaseResult result = Analysis.of(run, UNSET).cases().get(0);
    Effect effect = effect(result, 2);
    OptionalInt cycles = effect.variance().recommendedCycles(result.forkCost().orElseThrow());
    assertTrue(cycles.isPresent());
    assertEquals(cycles, result.recommendedCycles(effect));
    CaseResult alone = Made.of(100, 100, 110).result();
    assertEquals(OptionalInt.empty(), alone.recommendedCycles(effect(alone, 2)));
  }

  /**
   * The arm tc makes what comes to its lane after it 2 % slower. What follows other arms is faster
   * than what follows all, if by less.
   */
  @Test
  void anArmThatLeavesSomethingBehindIsWarnedOf() {
    RunData run = CarriedOver.run(Made.of(1, 1, 1).run(), FORKS);
    CaseResult result = Analysis.of(run, UNSET).cases().get(0);
    for (int arm = 1; arm < 5; arm++) {
      List<String> warned =
          effect(result, arm).warnings().stream()
              .filter(w -> w.kind() == Warning.Kind.CARRY_OVER)
              .map(Warning::text)
              .toList();
      boolean slower = warned.toString().contains("have values +1.");
      assertEquals(arm == 2, slower, arm + ": " + warned);
    }
  }
}
