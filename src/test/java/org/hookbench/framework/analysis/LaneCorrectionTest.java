package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.testing.BuiltIn;
import org.junit.jupiter.api.Test;

class LaneCorrectionTest {
  private static final List<Arm> ARMS = Arms.parse("tc", "pass");
  private static final double[] LANES = {1.02, 0.99, 1 / (1.02 * 0.99)};
  private static final double[] VALUES = {100, 100, 110};

  /** Values that are the product of what the arm takes and what the lane adds. */
  private static CaseData measured(Deals deals, int cycles) {
    Slices slices = new Slices(3, 3 * cycles);
    for (int c = 0; c < cycles; c++) {
      for (int i = 0; i < 3; i++) {
        int arm = (i + c) % 3;
        int lane = deals.laneOfArm(deals.stretchOf(c, cycles))[arm];
        slices.add(arm, 10L * c + i, VALUES[arm] * LANES[lane], 7, 1);
      }
    }
    ForkReport report = new ForkReport(1, deals, List.of(), List.of(), 0, null);
    BenchCase bench = new BenchCase("b.UdpPackets.x", "UdpPackets", Map.of("payload", "64"));
    return new CaseData(
        bench,
        ARMS,
        BuiltIn.workload(bench).metric(),
        new Measurement(cycles, 0, 5_000_000),
        List.of(new ForkData(0, 1, slices, Optional.of(report))));
  }

  @Test
  void takesOffWhatLanesAdd() {
    Slices corrected = LaneCorrection.of(measured(Deals.draw(3, 3, 4), 7)).forks().get(0).slices();
    assertEquals(21, corrected.size());
    for (int i = 0; i < corrected.size(); i++) {
      assertEquals(VALUES[corrected.arm(i)], corrected.value(i), 1e-6);
      assertEquals(7, corrected.batches(i));
      assertEquals(1, corrected.lost(i));
    }
  }

  @Test
  void leavesAForkWhoseArmsDidNotMove() {
    CaseData standing = measured(Deals.draw(3, 1, 4), 7);
    assertSame(standing.forks().get(0), LaneCorrection.of(standing).forks().get(0));
  }
}
