package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final Drift STILL = new Drift(NONE, NONE, NONE, NONE, NONE);

  /** 98 cycles of -1 and 1, whose median deviation is 1, and two more. */
  private static double[][] withTwo(double low, double high) {
    double[] fork = new double[100];
    Arrays.setAll(fork, i -> i % 2 == 0 ? -1 : 1);
    fork[0] = low;
    fork[1] = high;
    return new double[][] {fork};
  }

  /** A modified z score of 3.5 is 5.189 median deviations. */
  @Test
  void outliersAreThoseBeyondThreeAndAHalf() {
    assertEquals(
        List.of(
            new Warning(
                Warning.Kind.OUTLIERS,
                "2 of 100 cycles are far from their fork's median; kept",
                Optional.of(new Warning.Count(2, 100)))),
        Diagnostics.of(withTwo(-5.19, 5.19), STILL));
    assertEquals(List.of(), Diagnostics.of(withTwo(-5.18, 5.18), STILL));
  }

  @Test
  void farIsFarFromTheMedianAndNotFromNothing() {
    double[][] shifted = withTwo(-5.19, 5.19);
    Arrays.setAll(shifted[0], i -> shifted[0][i] + 100);
    assertEquals(1, Diagnostics.of(shifted, STILL).size());
    double[][] near = withTwo(-5.18, 5.18);
    Arrays.setAll(near[0], i -> near[0][i] - 100);
    assertEquals(List.of(), Diagnostics.of(near, STILL));
  }

  @Test
  void oneInAHundredIsNotWorthAWord() {
    assertEquals(List.of(), Diagnostics.of(withTwo(-1, 50), STILL));
  }

  /** Where most cycles are equal there is no scale to call one far by. */
  @Test
  void withoutAMedianDeviationThereAreNoOutliers() {
    assertEquals(List.of(), Diagnostics.of(new double[][] {{0, 0, 0, 0, 5}}, STILL));
  }

  @Test
  void unequalForksAreNamedByTheirEnds() {
    double[][] forks = {{1, 2, 3}, {1, 2}, {1, 2, 3, 4}};
    assertEquals(
        List.of(new Warning(Warning.Kind.UNEQUAL_CYCLES, "forks of 2 to 4 cycles")),
        Diagnostics.of(forks, STILL));
  }

  @Test
  void driftAndCorrelationAreSaidFromOnePerCentOn() {
    assertEquals(
        List.of(
            new Warning(
                Warning.Kind.DRIFT, "the difference moves by +2.00 % over a fork (p = 0.010)"),
            new Warning(
                Warning.Kind.AUTOCORRELATION,
                "neighbouring cycles correlate: lag 1 is -0.25 (p = 0.010)")),
        Diagnostics.of(new double[][] {{1, 2}}, moves(0.01)));
    assertEquals(List.of(), Diagnostics.of(new double[][] {{1, 2}}, moves(0.0101)));
  }

  private static Drift moves(double p) {
    return new Drift(
        OptionalDouble.of(0.5),
        OptionalDouble.of(Math.log(1.02)),
        OptionalDouble.of(p),
        OptionalDouble.of(-0.25),
        OptionalDouble.of(p));
  }
}
