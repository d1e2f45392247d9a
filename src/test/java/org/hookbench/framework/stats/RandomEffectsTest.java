package org.hookbench.framework.stats;

import static org.hookbench.framework.stats.HeterogeneityEstimator.DL;
import static org.hookbench.framework.stats.HeterogeneityEstimator.REML;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against published answers. */
class RandomEffectsTest {
  /** Four decimals, as they were published. */
  private static final double ROUNDED = 0.5001e-4;

  /** What R's metafor ends its iterations at. */
  private static final double ITERATED = 1e-5;

  /** The 13 trials of Colditz et al. 1994: ill and not, vaccinated; ill and not, control. */
  private static final int[][] BCG = {
    {4, 119, 11, 128},
    {6, 300, 29, 274},
    {3, 228, 11, 209},
    {62, 13536, 248, 12619},
    {33, 5036, 47, 5761},
    {180, 1361, 372, 1079},
    {8, 2537, 10, 619},
    {505, 87886, 499, 87892},
    {29, 7470, 45, 7232},
    {17, 1699, 65, 1600},
    {186, 50448, 141, 27197},
    {5, 2493, 3, 2338},
    {27, 16886, 29, 17825}
  };

  /** The 19 studies of Raudenbush and Bryk 1985. */
  private static final double[] TEACHERS = {
    .03, .12, -.14, 1.18, .26, -.06, -.02, -.32, .27, .80, .54, .18, -.02, .23, -.18, -.06, .30,
    .07, -.07
  };

  private static final double[] TEACHERS_VARIANCES = {
    .0156, .0216, .0279, .1391, .1362, .0106, .0106, .0484, .0269, .0630, .0912, .0497, .0835,
    .0841, .0253, .0279, .0193, .0088, .0303
  };

  private static RandomEffects bcg(HeterogeneityEstimator estimator) {
    double[] logs =
        Arrays.stream(BCG)
            .mapToDouble(t -> Math.log((double) t[0] / (t[0] + t[1]) * (t[2] + t[3]) / t[2]))
            .toArray();
    double[] variances =
        Arrays.stream(BCG)
            .mapToDouble(t -> 1.0 / t[0] - 1.0 / (t[0] + t[1]) + 1.0 / t[2] - 1.0 / (t[2] + t[3]))
            .toArray();
    return RandomEffects.of(logs, variances, estimator);
  }

  /** The README of R's metafor: rma(yi, vi, test="knha"), and its prediction interval. */
  @Test
  void remlWithHartungAndKnappIsMetafors() {
    RandomEffects r = bcg(REML);
    assertEquals(13, r.machines());
    assertEquals(0.3132, r.tauSquared(), ROUNDED);
    assertEquals(0.5597, r.tau(), ROUNDED);
    assertEquals(0.9222, r.shareBetween(), ROUNDED);
    assertEquals(152.2330, r.q(), ROUNDED);
    assertTrue(r.heterogeneityP() < 0.0001);
    assertEquals(-0.7145, r.estimate(), ROUNDED);
    assertEquals(0.1808, r.standardError(), ROUNDED);
    assertEquals(0.0019, r.p(), ROUNDED);
    assertEquals(-1.1084, r.interval(0.95).low(), ROUNDED);
    assertEquals(-0.3206, r.interval(0.95).high(), ROUNDED);
    assertEquals(0.14, Math.exp(r.prediction(0.95).low()), 0.005);
    assertEquals(1.76, Math.exp(r.prediction(0.95).high()), 0.005);
  }

  /** Stata's metan, by metafor's tests. */
  @Test
  void dersimonianLairdIsMetans() {
    RandomEffects r = bcg(DL);
    assertEquals(0.3088, r.tauSquared(), ROUNDED);
    assertEquals(-0.7141, r.estimate(), ROUNDED);
    assertEquals(0.921173, r.shareBetween(), ROUNDED / 100);
  }

  /** Raudenbush 2009, table 16.3, by metafor's tests. */
  @Test
  void bothAreThoseOfRaudenbush() {
    RandomEffects reml = RandomEffects.of(TEACHERS, TEACHERS_VARIANCES, REML);
    assertEquals(0.0188, reml.tauSquared(), ROUNDED);
    assertEquals(0.0837, reml.estimate(), ROUNDED);
    assertEquals(0.0616, reml.standardError(), ROUNDED);
    assertEquals(-0.0457, reml.interval(0.95).low(), ROUNDED);
    assertEquals(0.2131, reml.interval(0.95).high(), ROUNDED);
    assertEquals(35.8295, reml.q(), ROUNDED);
    assertEquals(0.0074, reml.heterogeneityP(), ROUNDED);
    RandomEffects dl = RandomEffects.of(TEACHERS, TEACHERS_VARIANCES, DL);
    assertEquals(0.0259, dl.tauSquared(), ROUNDED);
    assertEquals(0.0893, dl.estimate(), ROUNDED);
    assertEquals(0.0636, dl.standardError(), ROUNDED);
    assertEquals(-0.0442, dl.interval(0.95).low(), ROUNDED);
    assertEquals(0.2229, dl.interval(0.95).high(), ROUNDED);
  }

  /** Viechtbauer 2005, page 271, by metafor's tests. */
  @Test
  void bothAreThoseOfViechtbauer() {
    double[] effects = {-.581, .530, .771, 1.031, .553, .295, .078, .573, -.176, -.232};
    double[] variances = {.023, .052, .060, .115, .095, .203, .200, .211, .051, .040};
    RandomEffects reml = RandomEffects.of(effects, variances, REML);
    assertEquals(0.2232, reml.tauSquared(), ROUNDED);
    assertEquals(0.768399, reml.shareBetween(), ITERATED);
    RandomEffects dl = RandomEffects.of(effects, variances, DL);
    assertEquals(0.2768, dl.tauSquared(), ROUNDED);
    assertEquals(0.804447, dl.shareBetween(), ROUNDED / 100);
  }

  /** Of equal errors REML is the variance of the effects less that of an error. */
  @Test
  void withEqualErrorsRemlIsTheExcessVariance() {
    double[] effects = {0.010, 0.030, 0.035, 0.060};
    double[] variances = new double[4];
    Arrays.fill(variances, 1e-5);
    RandomEffects r = RandomEffects.of(effects, variances, REML);
    assertEquals(Samples.variance(effects) - 1e-5, r.tauSquared(), 1e-10);
    assertEquals(Samples.mean(effects), r.estimate(), 1e-12);
    assertEquals(StudentT.interval(effects, 0.9).orElseThrow().low(), r.interval(0.9).low(), 1e-9);
  }

  @ParameterizedTest
  @EnumSource
  void machinesThatAgreeDoNotMakeItNarrowerThanTheirErrors(HeterogeneityEstimator estimator) {
    RandomEffects r =
        RandomEffects.of(
            new double[] {0.02, 0.02, 0.02}, new double[] {3e-6, 3e-6, 3e-6}, estimator);
    assertEquals(0, r.tauSquared());
    assertEquals(0, r.shareBetween());
    assertEquals(1, r.heterogeneityP(), 1e-12);
    assertEquals(1e-3, r.standardError(), 1e-12);
    assertEquals(r.interval(0.95), r.prediction(0.95));
  }

  /** Five unlike machines of unlike errors: 95 of 100 intervals have the mean. */
  @ParameterizedTest
  @EnumSource
  void intervalsOfFewMachinesCover(HeterogeneityEstimator estimator) {
    SplittableRandom random = new SplittableRandom(7);
    java.util.Random normal = new java.util.Random(7);
    int runs = 2000;
    int covered = 0;
    for (int run = 0; run < runs; run++) {
      double[] effects = new double[5];
      double[] variances = new double[5];
      for (int i = 0; i < effects.length; i++) {
        variances[i] = 1e-5 * (1 + 9 * random.nextDouble());
        effects[i] =
            0.03 + 0.01 * normal.nextGaussian() + Math.sqrt(variances[i]) * normal.nextGaussian();
      }
      covered +=
          RandomEffects.of(effects, variances, estimator).interval(0.95).contains(0.03) ? 1 : 0;
    }
    assertTrue(covered > 0.935 * runs && covered < 0.98 * runs, covered + " of " + runs);
  }

  @Test
  void whatCantBeSummarisedIsRefused() {
    assertThrows(
        UnusableDataException.class,
        () -> RandomEffects.of(new double[] {1}, new double[] {1}, REML));
    assertThrows(
        UnusableDataException.class,
        () -> RandomEffects.of(new double[] {1, 2}, new double[] {1, 0}, DL));
    assertThrows(
        UnusableDataException.class,
        () -> RandomEffects.of(new double[] {1, Double.NaN}, new double[] {1, 1}, DL));
  }
}
