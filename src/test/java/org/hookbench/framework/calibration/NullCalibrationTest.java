package org.hookbench.framework.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.framework.stats.Proportion;
import org.hookbench.testing.BuiltIn;
import org.junit.jupiter.api.Test;

class NullCalibrationTest {
  private static final int CYCLES = 5;
  private static final List<Arm> ARMS = Arms.nulls(18);

  @Test
  void comparisonsShareNoSlice() {
    Proportion all = NullCalibration.of(made(60, 0), 0.95);
    assertEquals(10 * 10, all.trials(), "pairs of 20 arms, six forks of 60 each");
    Proportion stopping = NullCalibration.stopping(made(60, 0), 0.95).orElseThrow();
    assertEquals(10 * 5, stopping.trials(), "pairs of 20 arms, twelve forks of 60 each");
  }

  @Test
  void tooFewForksToStopEarly() {
    assertEquals(Optional.empty(), NullCalibration.stopping(made(11, 0), 0.95));
  }

  /** 240 forks: 400 comparisons, 200 that may stop. */
  @Test
  void nothingFiresAsOftenAsIsSaid() {
    CaseData nulls = made(240, 0);
    Proportion all = NullCalibration.of(nulls, 0.95);
    assertTrue(all.interval().contains(NullCalibration.nominal(0.95)), all.toString());
    Proportion stopping = NullCalibration.stopping(nulls, 0.95).orElseThrow();
    assertTrue(stopping.interval().low() <= NullCalibration.nominalStopping(0.95));
    assertTrue(stopping.hits() > 0, "a rule that never fires shows nothing");
  }

  @Test
  void aDifferenceFiresEverywhere() {
    assertEquals(1, NullCalibration.of(made(24, 0.1), 0.95).share());
    assertEquals(1, NullCalibration.stopping(made(24, 0.1), 0.95).orElseThrow().share());
  }

  @Test
  void theRatesAreThoseOfExactTests() {
    assertEquals(2 / 64.0, NullCalibration.nominal(0.95), 1e-12);
    double stopping = NullCalibration.nominalStopping(0.95);
    assertTrue(stopping > 0.04 && stopping <= 0.05, "" + stopping);
  }

  /**
   * Every second arm is slower.
   *
   * @param effect by how much, a fraction
   */
  private static CaseData made(int forks, double effect) {
    Random random = new Random(7);
    List<ForkData> all = new ArrayList<>();
    for (int f = 0; f < forks; f++) {
      Slices slices = new Slices(ARMS.size(), CYCLES * ARMS.size());
      double[] bias = random.doubles(ARMS.size()).map(d -> d / 100).toArray();
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        for (int arm = 0; arm < ARMS.size(); arm++) {
          double value = 1 + bias[arm] + effect * (arm % 2) + random.nextGaussian() / 1000;
          slices.add(arm, slices.size(), 1000 * value, 10, 0);
        }
      }
      ForkReport report =
          new ForkReport(f, Deals.draw(ARMS.size(), 1, f), List.of(), List.of(), 0, null);
      all.add(new ForkData(f, 0, slices, Optional.of(report)));
    }
    BenchCase bench =
        BenchCase.of("org.hookbench.bench.UdpPackets.cost", Map.of("payload", "64", "ipv", "4"));
    return new CaseData(
        bench, ARMS, BuiltIn.workload(bench).metric(), new Measurement(CYCLES, 0, 1_000_000), all);
  }
}
