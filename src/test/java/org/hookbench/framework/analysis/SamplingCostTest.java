package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

class SamplingCostTest {
  private static final int ROUND = 4;

  @Test
  void findsWhatSamplingAddedToEverySampledCycle() {
    SamplingCost cost =
        SamplingCost.of(forks("UdpPackets", 12, 1.02), c -> c % 4 != 3, ROUND).get();
    assertEquals(Math.log(1.02), cost.estimate(), 1e-12);
    assertTrue(cost.interval().get().contains(Math.log(1.02)));
    assertEquals(6, cost.rounds());
  }

  @Test
  void isACostWhereMoreIsBetterToo() {
    SamplingCost cost = SamplingCost.of(forks("TcpStream", 12, 0.97), c -> c % 4 != 3, ROUND).get();
    assertEquals(-Math.log(0.97), cost.estimate(), 1e-12);
  }

  @Test
  void saysNothingWithoutAWholeRound() {
    assertFalse(SamplingCost.of(forks("UdpPackets", 3, 1), c -> c % 4 != 3, ROUND).isPresent());
  }

  /** Two forks of two arms, in which values drift from round to round. */
  private static CaseData forks(String workload, int cycles, double factor) {
    List<ForkData> forks = new ArrayList<>();
    for (int f = 0; f < 2; f++) {
      Slices slices = new Slices(2, cycles * 2);
      for (int c = 0; c < cycles; c++) {
        double value = (1000 + 50 * (c / ROUND)) * (c % ROUND == 3 ? 1 : factor);
        slices.add(0, c, value, 1, 0);
        slices.add(1, c, value * 1.1, 1, 0);
      }
      ForkReport report = new ForkReport(1, Deals.standing(0, 1), List.of(), List.of(), 0, null);
      forks.add(new ForkData(f, 0, slices, Optional.of(report)));
    }
    BenchCase bench =
        BenchCase.of("org.hookbench.bench." + workload + ".cost", Map.of("payload", "64"));
    return new CaseData(
        bench,
        Arms.parse("", "pass"),
        BuiltIn.workload(bench).metric(),
        new Measurement(cycles, 0, 5_000_000),
        forks);
  }
}
