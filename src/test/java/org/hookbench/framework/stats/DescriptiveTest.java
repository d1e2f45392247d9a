package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Moments, autocorrelation, drift, quantiles and variance components. */
class DescriptiveTest {
  /** NIST StRD, Michelso.dat: Michelson's speed of light of 1879, in hundredths above 299. */
  private static final int[] MICHELSON = {
    85, 74, 90, 107, 93, 85, 95, 98, 98, 88, 100, 98, 93, 65, 76, 81, 100, 100, 96, 96, 96, 94, 96,
    94, 88, 80, 85, 88, 90, 84, 83, 79, 81, 88, 88, 83, 80, 79, 76, 80, 88, 88, 88, 86, 72, 72, 62,
    86, 97, 95, 88, 91, 85, 87, 84, 84, 85, 84, 84, 84, 89, 81, 81, 82, 80, 77, 76, 74, 75, 76, 91,
    92, 89, 86, 88, 72, 84, 85, 85, 78, 89, 84, 78, 81, 76, 81, 79, 81, 82, 85, 87, 87, 81, 74, 81,
    94, 95, 80, 81, 87
  };

  /** NIST StRD, SiRstv.dat: silicon resistivity, five instruments of five replicates. */
  private static final double[][] RESISTIVITY = {
    {196.3052, 196.1240, 196.1890, 196.2569, 196.3403},
    {196.3042, 196.3825, 196.1669, 196.3257, 196.0422},
    {196.1303, 196.2005, 196.2889, 196.0343, 196.1811},
    {196.2795, 196.1748, 196.1494, 196.1485, 195.9885},
    {196.2119, 196.1051, 196.1850, 196.0052, 196.2090}
  };

  @Test
  void michelsonAsCertifiedByNist() {
    double[] x = Arrays.stream(MICHELSON).mapToDouble(v -> (29900 + v) / 100.0).toArray();
    assertEquals(299.852400000000, Samples.mean(x), 1e-11);
    assertEquals(0.0790105478190518, Samples.standardDeviation(x), 1e-13);
    assertEquals(0.535199668621283, Autocorrelation.lag1(x).orElseThrow(), 1e-11);
  }

  @Test
  void hardMomentsAsCertifiedByNist() {
    // NIST StRD, NumAcc4: mean 10000000.2, standard deviation 0.1, lag 1 -0.999
    double[] x = new double[1001];
    Arrays.setAll(x, i -> i == 0 ? 10000000.2 : i % 2 == 1 ? 10000000.1 : 10000000.3);
    assertEquals(10000000.2, Samples.mean(x), 1e-8);
    assertEquals(0.1, Samples.standardDeviation(x), 1e-8);
    assertEquals(-0.999, Autocorrelation.lag1(x).orElseThrow(), 1e-8);
  }

  @Test
  void resistivityAsCertifiedByNist() {
    // SiRstv.dat: between instruments SS 5.11462616000000E-02, df 4; within 2.16636560000000E-01,
    // 20
    VarianceComponents components = VarianceComponents.ofMeans(RESISTIVITY);
    double within = 2.16636560000000E-01 / 20;
    double ofMeans = 5.11462616000000E-02 / 4 / 5;
    assertEquals(within, components.withinFork().orElseThrow(), 1e-10);
    assertEquals(ofMeans, components.ofForkEstimates().orElseThrow(), 1e-10);
    assertEquals(ofMeans - within / 5, components.betweenForks().orElseThrow(), 1e-10);
    assertEquals(ofMeans, components.forkVariance(5).orElseThrow(), 1e-10);
    // Kalibera and Jones: sqrt(c2/c1 T1^2/T2^2) = sqrt(10 * 27.7) = 16.6
    assertEquals(17, components.recommendedCycles(10).orElseThrow());
  }

  @Tag("slow")
  @Test
  void robustComponentsRecoverWhatWasPutIn() {
    for (double outliers : new double[] {0, 0.05}) {
      VarianceComponents components = simulated(0.01, 0.03, outliers);
      // pi/3 of the normal variance; 5 % of outliers cost a quarter, the plain variance 200-fold
      double within = Math.PI / 3 * 0.03 * 0.03;
      assertEquals(1, components.withinFork().orElseThrow() / within, outliers == 0 ? 0.05 : 0.3);
      assertEquals(1, components.betweenForks().orElseThrow() / 1e-4, 0.1);
    }
    VarianceComponents alike = simulated(0, 0.03, 0);
    assertTrue(alike.betweenForks().orElseThrow() < 2e-6);
  }

  private static VarianceComponents simulated(double lane, double slice, double outliers) {
    RandomGenerator random = new Well19937c(41);
    double[][] x = new double[5_000][40];
    for (double[] fork : x) {
      double centre = lane * random.nextGaussian();
      Arrays.setAll(
          fork,
          i ->
              centre
                  + slice * random.nextGaussian()
                  + (random.nextDouble() < outliers ? 2 * (random.nextBoolean() ? 1 : -1) : 0));
    }
    return VarianceComponents.ofHodgesLehmann(
        x, Arrays.stream(x).mapToDouble(HodgesLehmann::estimate).toArray());
  }

  @Test
  void componentsThatDoNotExist() {
    VarianceComponents one = VarianceComponents.ofMeans(new double[][] {{1, 2, 3}});
    assertEquals(1, one.withinFork().orElseThrow());
    assertTrue(one.betweenForks().isEmpty());
    assertTrue(one.recommendedCycles(10).isEmpty());
    VarianceComponents single = VarianceComponents.ofMeans(new double[][] {{1}, {2}});
    assertTrue(single.withinFork().isEmpty());
    assertEquals(0.5, single.ofForkEstimates().orElseThrow());
    VarianceComponents alike = VarianceComponents.ofMeans(new double[][] {{1, 2}, {1, 2}});
    assertEquals(0, alike.betweenForks().orElseThrow());
    assertTrue(alike.recommendedCycles(10).isEmpty());
  }

  @Test
  void driftIsFoundThroughOutliers() {
    RandomGenerator random = new Well19937c(42);
    double[][] x = new double[10][200];
    for (double[] fork : x) {
      Arrays.setAll(
          fork, i -> 1e-4 * i + 0.01 * random.nextGaussian() + (random.nextInt(10) == 0 ? 1 : 0));
    }
    Drift drift = Drift.of(x);
    assertEquals(1e-4, drift.perCycle().orElseThrow(), 1.5e-5);
    assertEquals(0.0199, drift.overFork().orElseThrow(), 3e-3);
    assertTrue(drift.p().orElseThrow() < 1e-3);
  }

  @Tag("slow")
  @Test
  void noDriftIsRarelyFound() {
    RandomGenerator random = new Well19937c(43);
    int drifts = 0;
    int correlations = 0;
    for (int run = 0; run < 2_000; run++) {
      double[][] x = new double[8][30];
      for (double[] fork : x) {
        Arrays.setAll(fork, i -> random.nextGaussian());
      }
      Drift drift = Drift.of(x);
      drifts += drift.p().orElseThrow() <= 0.05 ? 1 : 0;
      correlations += drift.lag1P().orElseThrow() <= 0.05 ? 1 : 0;
    }
    assertEquals(0.05, drifts / 2000.0, 0.015);
    assertEquals(0.05, correlations / 2000.0, 0.015);
  }

  @Test
  void driftOfTooLittle() {
    assertTrue(Drift.of(new double[][] {{1, 2, 3}}).perCycle().isEmpty());
    Drift two = Drift.of(new double[][] {{1, 2, 3, 4}, {1, 2, 3, 4}});
    assertEquals(1, two.perCycle().orElseThrow());
    assertTrue(two.p().isEmpty());
    Drift constant = Drift.of(new double[4][10]);
    assertEquals(0, constant.perCycle().orElseThrow());
    assertTrue(constant.lag1().isEmpty());
    assertTrue(Autocorrelation.lag1(new double[] {1, 2}).isEmpty());
  }

  @Test
  void quantilesAsInR() {
    // R: quantile(1:100, c(.5, .9)) is 50.5 and 90.1; numpy the same
    double[] x = IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray();
    List<Quantile> quantiles = Quantile.of(x, Quantile.LATENCY);
    assertEquals(50.5, quantiles.get(0).value().orElseThrow(), 1e-12);
    assertEquals(90.1, quantiles.get(1).value().orElseThrow(), 1e-12);
    assertTrue(quantiles.get(2).value().isEmpty());
    assertEquals(
        "p99 needs at least 1000 samples, has 100", quantiles.get(2).suppressed().get().text());
    assertEquals(
        "p99.9 needs at least 10000 samples, has 100", quantiles.get(3).suppressed().get().text());
  }

  @Test
  void quantilesAppearExactlyWhereTenLieBeyond() {
    assertTrue(Quantile.suppression(99, 0.9).isPresent());
    assertTrue(Quantile.suppression(100, 0.9).isEmpty());
    assertTrue(Quantile.suppression(999, 0.99).isPresent());
    assertTrue(Quantile.suppression(1_000, 0.99).isEmpty());
    assertTrue(Quantile.suppression(9_999, 0.999).isPresent());
    assertTrue(Quantile.suppression(10_000, 0.999).isEmpty());
    assertTrue(Quantile.suppression(20, 0.5).isEmpty());
  }
}
