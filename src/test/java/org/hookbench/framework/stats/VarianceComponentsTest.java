package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class VarianceComponentsTest {
  private static final double EXACT = 1e-12;

  /**
   * Two forks of fewer than six cycles, of variances 1 and 9: the mean of the deviations squared.
   */
  @Test
  void ofFewCyclesTheDeviationsAreThePlainOnes() {
    double[][] forks = {{1, 2, 3}, {10, 13, 16}};
    VarianceComponents components = VarianceComponents.ofHodgesLehmann(forks, new double[] {2, 12});
    assertEquals(4, components.withinFork().orElseThrow(), EXACT);
    assertEquals(50, components.ofForkEstimates().orElseThrow(), EXACT);
    assertEquals(50 - 4 / 3.0, components.betweenForks().orElseThrow(), EXACT);
    assertEquals(3, components.cycles(), EXACT);
  }

  /**
   * Of 1, 2, 4, 8, 16, 32: T+ has mean 10.5 and deviation sqrt(22.75) = 4.77, so the interval is
   * from the 6th to the 16th of 21 Walsh averages, and reaches (10.5 - 6 + 0.5) / 4.77 deviations.
   */
  @Test
  void ofMoreCyclesTheyAreReadOffTheSignedRankInterval() {
    double[] x = {4, 32, 1, 16, 2, 8};
    double[] walsh = new double[21];
    int next = 0;
    for (int i = 0; i < 6; i++) {
      for (int j = i; j < 6; j++) {
        walsh[next++] = (x[i] + x[j]) / 2;
      }
    }
    Arrays.sort(walsh);
    double error = (walsh[15] - walsh[5]) / (2 * 5 / Math.sqrt(22.75));
    VarianceComponents components =
        VarianceComponents.ofHodgesLehmann(new double[][] {x}, new double[] {8});
    assertEquals(6 * error * error, components.withinFork().orElseThrow(), EXACT * error * error);
  }

  @Test
  void cyclesOfUnequalForksAreTheirHarmonicMean() {
    double[][] forks = {{1, 2}, {1, 2, 3, 4, 5, 6}};
    assertEquals(3, VarianceComponents.ofMeans(forks).cycles(), EXACT);
  }

  @Test
  void aForkOfOneCycleSaysNothingOfCycles() {
    double[][] forks = {{5}, {1, 2, 3}};
    assertEquals(1, VarianceComponents.ofMeans(forks).withinFork().orElseThrow(), EXACT);
    assertEquals(
        1,
        VarianceComponents.ofHodgesLehmann(forks, new double[] {5, 2}).withinFork().orElseThrow(),
        EXACT);
  }

  @Test
  void adviceIsTheRootOfWhatForksAndCyclesCost() {
    VarianceComponents components = VarianceComponents.ofMeans(new double[][] {{-1, 1}, {4, 6}});
    // T1^2 = 2, S2^2 = 12.5, T2^2 = 12.5 - 2 / 2
    assertEquals(11.5, components.betweenForks().orElseThrow(), EXACT);
    assertEquals(OptionalInt.of(4), components.recommendedCycles(16 * 11.5 / 2));
    assertEquals(OptionalInt.of(5), components.recommendedCycles(17 * 11.5 / 2));
    assertEquals(OptionalInt.of(1), components.recommendedCycles(0));
    assertEquals(OptionalInt.empty(), components.recommendedCycles(1e30));
    assertThrows(IllegalArgumentException.class, () -> components.recommendedCycles(-1));
    assertThrows(IllegalArgumentException.class, () -> components.recommendedCycles(Double.NaN));
    assertEquals(11.5 + 2 / 8.0, components.forkVariance(8).orElseThrow(), EXACT);
  }
}
