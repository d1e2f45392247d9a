package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.Slices;
import org.junit.jupiter.api.Test;

class ForkCostTest {
  @Test
  void isTheTimeBetweenForksThatIsNotMeasured() {
    // 100 cycles of 10 ms take 1 s of the 3 s from fork to fork; one fork had to wait
    assertEquals(
        OptionalDouble.of(200),
        ForkCost.cycles(List.of(fork(0, 0), fork(1, 3_000), fork(2, 6_000), fork(3, 60_000))));
  }

  @Test
  void nothingIsSaidWithoutNeighboursOrByAClockThatRanBackwards() {
    OptionalDouble none = OptionalDouble.empty();
    assertEquals(none, ForkCost.cycles(List.of(fork(0, 0))));
    assertEquals(none, ForkCost.cycles(List.of(fork(0, 0), fork(2, 9_000))));
    assertEquals(none, ForkCost.cycles(List.of(fork(0, 9_000), fork(1, 0))));
  }

  /** A fork whose first slice began long after its clock: the wait is no part of a cycle. */
  @Test
  void onlyTheTimeFromFirstToLastSliceIsMeasured() {
    ForkData late = fork(0, 0, 7_000_000_000L);
    assertEquals(OptionalDouble.of(200), ForkCost.cycles(List.of(late, fork(1, 3_000))));
    assertEquals(OptionalDouble.of(0), ForkCost.cycles(List.of(late, fork(1, 1_000))));
  }

  @Test
  void nothingIsSaidOfForksThatTookNoTime() {
    Slices atOnce = new Slices(1, 2);
    atOnce.add(0, 5, 1, 20, 0);
    ForkData single = new ForkData(0, 0, atOnce.copy(), Optional.empty());
    atOnce.add(0, 5, 1, 20, 0);
    ForkData twice = new ForkData(0, 0, atOnce, Optional.empty());
    assertEquals(OptionalDouble.empty(), ForkCost.cycles(List.of(single, fork(1, 3_000))));
    assertEquals(OptionalDouble.empty(), ForkCost.cycles(List.of(twice, fork(1, 3_000))));
  }

  private static ForkData fork(int number, long startedMillis) {
    return fork(number, startedMillis, 0);
  }

  private static ForkData fork(int number, long startedMillis, long firstNanos) {
    Slices slices = new Slices(2, 200);
    for (int i = 0; i < 200; i++) {
      slices.add(i % 2, firstNanos + 5_000_000L * i, 1, 20, 0);
    }
    return new ForkData(number, startedMillis, slices, Optional.empty());
  }
}
