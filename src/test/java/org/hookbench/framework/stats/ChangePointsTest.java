package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangePointsTest {
  private static final double LEVEL = 0.05;
  private static final int SERIES = 2_000;

  /**
   * How far from the level a share of so many series is by chance in one test of some thousands.
   */
  private static final double BEYOND_CHANCE = 0.999;

  /** How the values of a series without a change are made. */
  private enum Made {
    NORMAL,
    /** Far values now and then, as on a machine with other load. */
    OUTLIERS,
    SKEWED,
    /** Of which the second half has ten times the forks of the first, and it is known. */
    MORE_PRECISE_LATER,
    /** The same with a variance between runs that no fork shows. */
    MORE_PRECISE_LATER_BETWEEN;

    private double[] variances(int n) {
      double[] variances = new double[n];
      Arrays.setAll(
          variances,
          i ->
              this != MORE_PRECISE_LATER && this != MORE_PRECISE_LATER_BETWEEN
                  ? 1
                  : i < n / 2 ? 1 : 0.1);
      return variances;
    }

    private double[] values(int n, RandomGenerator random) {
      double[] variances = variances(n);
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        double noise = Math.sqrt(variances[i]) * random.nextGaussian();
        x[i] =
            switch (this) {
              case NORMAL, MORE_PRECISE_LATER -> noise;
              case OUTLIERS -> random.nextInt(10) == 0 ? 8 * noise : noise;
              case SKEWED -> -Math.log(1 - random.nextDouble());
              case MORE_PRECISE_LATER_BETWEEN -> noise + 0.5 * random.nextGaussian();
            };
      }
      return x;
    }
  }

  private static ChangePoints equal(double... x) {
    return new ChangePoints(x, ones(x.length), 1, 500);
  }

  private static List<Integer> all(ChangePoints series, double level) {
    List<Integer> found = new ArrayList<>();
    Optional<ChangePoints.Candidate> next = series.next(found);
    while (next.isPresent() && next.get().p() <= level) {
      found.add(next.get().at());
      found.sort(null);
      next = series.next(found);
    }
    return found;
  }

  @Test
  void eightRunsAreEnoughForAChangeInTheMiddle() {
    ChangePoints.Candidate found =
        equal(1, 1.2, 0.9, 1.1, 2.0, 2.1, 1.9, 2.2).next(List.of()).orElseThrow();
    assertEquals(4, found.at());
    assertEquals(2.0 / 70, found.p(), 1e-12); // of 70 ways to choose four, these four or the others
    assertEquals(8, ChangePoints.fewest(LEVEL));
    assertEquals(9, ChangePoints.fewest(LEVEL / 2));
    assertEquals(2.0 / 35, ChangePoints.smallestP(7, 3), 1e-12);
  }

  @Test
  void theOrderingsOfNineAreCountedAndThoseOfTenDrawn() {
    double[] nine = {3, 1, 4, 1.5, 9, 2.6, 5, 3.5, 8};
    double exact = equal(nine).next(List.of()).orElseThrow().p();
    for (long seed = 1; seed < 4; seed++) {
      assertEquals(
          exact,
          new ChangePoints(nine, ones(9), seed).next(List.of()).orElseThrow().p(),
          0,
          "counted");
    }
    double[] ten = Arrays.copyOf(nine, 10);
    ten[9] = 9.5;
    double p = new ChangePoints(ten, ones(10), 1).next(List.of()).orElseThrow().p();
    assertEquals(p, new ChangePoints(ten, ones(10), 1).next(List.of()).orElseThrow().p(), 0);
    assertEquals(p, new ChangePoints(ten, ones(10), 2).next(List.of()).orElseThrow().p(), 0.02);
  }

  @Test
  void bothOfTwoChangesAreFoundAndNeitherWhereTheValuesAreEqual() {
    double[] x = new double[24];
    RandomGenerator random = new Well19937c(5);
    Arrays.setAll(x, i -> (i < 8 ? 0 : i < 16 ? 10 : 4) + random.nextGaussian());
    assertEquals(List.of(8, 16), all(equal(x), LEVEL));
    assertEquals(Optional.empty(), equal(7, 7, 7, 7, 7, 7, 7, 7).next(List.of()));
    assertEquals(Optional.empty(), equal(1, 2, 3).next(List.of()));
  }

  @Test
  void oneFarValueIsNoChange() {
    for (int far = 0; far < 12; far++) {
      double[] x = {0.97, 1.02, 0.9, 1.05, 0.95, 1.1, 1.08, 0.93, 1.01, 1.04, 0.98, 0.99};
      x[far] = 9;
      assertEquals(List.of(), all(equal(x), LEVEL), "value " + far);
    }
  }

  @Test
  void anImpreciseRunWeighsLess() {
    double[] x = {0, 0.1, -0.1, 0.05, 3, 1.0, 1.1, 0.9, 1.05, 0.95};
    double[] variances = {.01, .01, .01, .01, 9, .01, .01, .01, .01, .01};
    ChangePoints series = new ChangePoints(x, variances, 1);
    double[] weights = series.weights(List.of(5));
    assertEquals(0.01 / 9, weights[4] / weights[0], 1e-4);
    assertTrue(series.next(List.of()).orElseThrow().p() <= LEVEL);
  }

  @Test
  void theShiftIsThatOfStudentsT() {
    double[] x = {1, 2, 3, 7, 9};
    LevelShift shift = LevelShift.of(x, ones(5), 3);
    // R: t.test(c(7, 9), c(1, 2, 3), var.equal = TRUE)
    assertEquals(6, shift.shift(), 1e-12);
    Interval interval = shift.interval(0.95).orElseThrow();
    assertEquals(6 - 3.182446 * Math.sqrt(4.0 / 3 * (1.0 / 3 + 1.0 / 2)), interval.low(), 1e-5);
    assertEquals(Optional.empty(), LevelShift.of(new double[] {1, 1, 2}, ones(3), 2).interval(.9));
    assertThrows(UnusableDataException.class, () -> LevelShift.of(x, ones(5), 5));
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aVarianceIsAboveNought(double variance) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ChangePoints(new double[] {1, 2}, new double[] {1, variance}, 1));
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void aSeriesWithoutAChangeIsSaidToHaveOneNoMoreOftenThanTheLevel(Made made) {
    for (int n : new int[] {8, 10, 16, 25, 40}) {
      RandomGenerator random = new Well19937c(n);
      int claimed = 0;
      for (int s = 0; s < SERIES; s++) {
        ChangePoints series = new ChangePoints(made.values(n, random), made.variances(n), s, 500);
        claimed += series.next(List.of()).orElseThrow().p() <= LEVEL ? 1 : 0;
      }
      Interval share = Proportion.of(claimed, SERIES, BEYOND_CHANCE).interval();
      assertTrue(share.low() <= LEVEL, made + ", " + n + " runs: " + claimed + " of " + SERIES);
      if (n > 8) { // of eight, not every level is there
        assertTrue(share.high() >= 0.6 * LEVEL, made + ", " + n + " runs: " + claimed);
      }
    }
  }

  /** Why runs are weighted. */
  @Tag("slow")
  @Test
  void withoutWeightsMorePreciseRunsLaterWouldBeTakenForAChange() {
    RandomGenerator random = new Well19937c(1);
    int claimed = 0;
    for (int s = 0; s < SERIES; s++) {
      double[] x = Made.MORE_PRECISE_LATER.values(16, random);
      claimed +=
          new ChangePoints(x, ones(16), s, 500).next(List.of()).orElseThrow().p() <= LEVEL ? 1 : 0;
    }
    assertTrue(claimed >= 1.6 * LEVEL * SERIES, claimed + " of " + SERIES);
  }

  /** Of 3 standard deviations of a run, at half of the series and behind a quarter of it. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"8, 4, 0.6", "16, 8, 0.97", "16, 4, 0.9", "16, 14, 0.6"})
  void aChangeOfThreeDeviationsIsFound(int n, int at, double power) {
    RandomGenerator random = new Well19937c(n + at);
    int found = 0;
    int near = 0;
    for (int s = 0; s < SERIES; s++) {
      double[] x = Made.NORMAL.values(n, random);
      for (int i = at; i < n; i++) {
        x[i] += 3;
      }
      ChangePoints.Candidate c =
          new ChangePoints(x, Made.NORMAL.variances(n), s, 500).next(List.of()).orElseThrow();
      found += c.p() <= LEVEL ? 1 : 0;
      near += c.p() <= LEVEL && Math.abs(c.at() - at) <= 1 ? 1 : 0;
    }
    assertTrue(found >= power * SERIES, found + " of " + SERIES);
    assertTrue(near >= 0.93 * found, near + " of " + found + " near the change");
  }
}
