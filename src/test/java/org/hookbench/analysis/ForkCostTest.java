package org.hookbench.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.experiment.ForkData;
import org.hookbench.experiment.Slices;
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

  private static ForkData fork(int number, long startedMillis) {
    Slices slices = new Slices(2, 200);
    for (int i = 0; i < 200; i++) {
      slices.add(i % 2, 5_000_000L * i, 1, 20, 0);
    }
    return new ForkData(number, startedMillis, slices, Optional.empty());
  }
}
