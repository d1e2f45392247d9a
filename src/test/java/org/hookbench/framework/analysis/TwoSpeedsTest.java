package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.stats.Change;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.workload.Workload;
import org.hookbench.testing.BuiltIn;
import org.hookbench.testing.TwoSpeeds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs of a fixed cost on a machine of two speeds, through the whole analysis. */
class TwoSpeedsTest {
  private static final int RUNS = 20;
  private static final int FIRST_COST = 3;
  private static final long EMPTY = 32 * 100;

  /** A batch's, ns: 300, 700 and 1500 a packet. */
  private static final long[] COSTS = {32 * 300, 32 * 700, 32 * 1500};

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "UdpPackets.cost, 1",
    "UdpPackets.cost, 5",
    "TcpRoundTrip.roundTrip, 1",
    "TcpStream.goodput, 1"
  })
  void theCostIsWithinTheInterval(String benchmark, int stretches) {
    int covered = 0;
    for (int run = 0; run < RUNS; run++) {
      CaseResult result = result(benchmark, run, stretches);
      Workload workload = BuiltIn.workload(result.bench());
      for (int i = 0; i < COSTS.length; i++) {
        double cost = (double) (EMPTY + COSTS[i]) / workload.metric().operationsPerBatch();
        Change nanos = result.arms().get(FIRST_COST + i).nanos().orElseThrow();
        assertEquals(cost, nanos.estimate(), 0.02 * cost, "run " + run);
        covered += nanos.interval().orElseThrow().contains(cost) ? 1 : 0;
      }
    }
    assertIsMost(covered);
  }

  @Test
  void theChangeInTheUnitOfATimeIsTheSameNumber() {
    CaseResult result = result("TcpRoundTrip.roundTrip", 1, 1);
    for (ArmResult arm : result.arms().subList(1, result.arms().size())) {
      assertEquals(
          arm.nanos().orElseThrow().estimate() / 1000, arm.change().orElseThrow(), 1e-9, "us");
    }
  }

  /** What the column would show, were it made from the per cent: no interval contains it. */
  @Tag("slow")
  @Test
  void theShareOfTheMedianIsOutsideOfEveryInterval() {
    for (int run = 0; run < RUNS; run++) {
      CaseResult result = result("UdpPackets.cost", run, 1);
      for (int i = 0; i < COSTS.length; i++) {
        ArmResult arm = result.arms().get(FIRST_COST + i);
        double percent = Effect.percent(arm.effect().orElseThrow().estimate().orElseThrow());
        double share = percent / 100 * result.baseline().value();
        Interval interval = arm.changeInterval().orElseThrow();
        assertFalse(interval.contains(share), share + " ns in " + interval);
      }
    }
  }

  @Tag("slow")
  @Test
  void theProgramsPartIsItsCostOverTheEmptyProgram() {
    int covered = 0;
    for (int run = 0; run < RUNS; run++) {
      List<Part> parts = result("UdpPackets.cost", run, 1).parts();
      assertEquals(COSTS.length, parts.size());
      for (int i = 0; i < COSTS.length; i++) {
        Part part = parts.get(i);
        double cost = COSTS[i] / 32.0;
        assertEquals(Part.Kind.PROGRAM, part.kind());
        assertEquals(cost, part.change().orElseThrow(), 0.02 * cost, "run " + run);
        assertEquals(cost, part.runNanos().orElseThrow(), 1e-9, "an interrupt is no run's cost");
        covered += part.changeInterval().orElseThrow().contains(cost) ? 1 : 0;
      }
    }
    assertIsMost(covered);
  }

  /** 95 % are nominal; three binomial standard errors. */
  private static void assertIsMost(int covered) {
    int all = RUNS * COSTS.length;
    assertTrue(covered >= 0.86 * all, covered + " of " + all + " intervals contain the cost");
  }

  private static CaseResult result(String benchmark, long seed, int stretches) {
    RunData run = TwoSpeeds.of(benchmark, seed, stretches, EMPTY, COSTS);
    return Analysis.of(run, OptionalDouble.empty()).cases().get(0);
  }
}
