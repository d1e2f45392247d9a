package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {
  private static final long SLICE = 5_000_000;

  @ParameterizedTest
  @CsvSource({
    // most, arms, cycles, expected
    "3, 5, 100, 3",
    "9, 5, 100, 5",
    "5, 5, 14, 2",
    "5, 5, 15, 3",
    "5, 5, 4, 1",
    "24, 17, 60, 12",
    "24, 18, 60, 10",
    "24, 25, 60, 7",
  })
  void armsAreDealtSoOftenThatEachStretchHasItsCycles(
      int most, int arms, int cycles, int expected) {
    assertEquals(expected, Design.stretches(most, arms, cycles));
  }

  @ParameterizedTest
  @CsvSource({
    // most, arms, cycles, expected
    "24, 3, 140, 24",
    "20, 3, 140, 18",
    "24, 5, 60, 10",
    "24, 5, 20, 4",
    "2, 5, 60, 2",
    "1, 5, 60, 1",
  })
  void withFreshSocketsThereAreWholeSquaresAsManyAsTheCyclesAllow(
      int most, int arms, int cycles, int expected) {
    assertEquals(expected, Design.stretches(most, arms, cycles, true));
  }

  /**
   * By hand: a start of 0.6 s and 4 times 0.08 s; 100 + 10 + 2 times 3 cycles of 4 slices of 5.25
   * ms; two moves of 0.02 s.
   */
  @Test
  void aForkTakesItsStartItsCyclesAndItsMoves() {
    assertEquals(1.4 + 116 * 0.021 + 0.04, new Measurement(100, 10, SLICE).forkSeconds(4, 3), 1e-9);
  }

  @Test
  void aChangedDesignKeepsTheRest() {
    Design design =
        new Design(6, 20, 7, OptionalDouble.of(0.02), OptionalDouble.of(0.01), Optional.empty());
    assertEquals(
        new Design(9, 20, 7, OptionalDouble.of(0.02), OptionalDouble.of(0.01), Optional.empty()),
        design.withForks(9));
    assertEquals(new Measurement(50, 10, SLICE), new Measurement(100, 10, SLICE).withCycles(50));
  }

  /** No iteration is short, so that JMH's iterations hold all cycles and no more. */
  @Test
  void iterationsAlwaysDivideTheCycles() {
    for (int cycles = 1; cycles <= 1500; cycles++) {
      for (int arms : new int[] {2, 3, 5, 12}) {
        int n = new Measurement(cycles, 0, SLICE).cyclesPerIteration(arms);
        assertTrue(n >= 1 && cycles % n == 0, cycles + " cycles in iterations of " + n);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // arms, cycles, slice ns, expected: 1 s holds 36 cycles of 5 arms of 5.5 ms
    "5, 260, 5000000, 26",
    "5, 360, 5000000, 36",
    "5, 10, 5000000, 10",
    "5, 1, 5000000, 1",
    // a cycle longer than a second
    "2, 8, 1000000000, 1",
    // between a half of that and all nothing divides it: the least above
    "5, 82, 5000000, 41",
    "5, 779, 5000000, 41",
    // prime: nothing near divides it, so all at once
    "5, 41, 5000000, 41",
  })
  void anIterationIsAboutASecond(int arms, int cycles, long slice, int expected) {
    assertEquals(expected, new Measurement(cycles, 0, slice).cyclesPerIteration(arms));
  }
}
