package org.hookbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {
  private static final long SLICE = 5_000_000;

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
    // prime: nothing near divides it, so all at once
    "5, 41, 5000000, 41",
  })
  void anIterationIsAboutASecond(int arms, int cycles, long slice, int expected) {
    assertEquals(expected, new Measurement(cycles, 0, slice).cyclesPerIteration(arms));
  }
}
