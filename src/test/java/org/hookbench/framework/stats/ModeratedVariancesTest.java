package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

class ModeratedVariancesTest {
  private static double[][] drawn(int samples, int size, double spreadOfLog, long seed) {
    RandomGenerator random = new Well19937c(seed);
    double[][] all = new double[samples][size];
    for (double[] one : all) {
      double sd = Math.exp(spreadOfLog * random.nextGaussian());
      Arrays.setAll(one, i -> sd * random.nextGaussian());
    }
    return all;
  }

  private static double ratio(double[] x) {
    return Arrays.stream(x).max().orElseThrow() / Arrays.stream(x).min().orElseThrow();
  }

  @Test
  void variancesThatDifferByChanceAloneBecomeNearlyOne() {
    for (long seed = 1; seed < 6; seed++) {
      double[] moderated = ModeratedVariances.of(drawn(20, 3, 0, seed)).orElseThrow();
      assertTrue(ratio(moderated) < 20, seed + ": " + Arrays.toString(moderated));
      assertEquals(1, Samples.mean(moderated), 0.75, "seed " + seed);
    }
  }

  @Test
  void variancesThatDifferRemainDifferent() {
    double[][] samples = drawn(40, 20, 0.5, 7);
    for (int i = 0; i < 20; i++) {
      for (int k = 0; k < samples[i].length; k++) {
        samples[i][k] *= 10;
      }
    }
    double[] moderated = ModeratedVariances.of(samples).orElseThrow();
    for (int i = 0; i < samples.length; i++) {
      double own = Samples.variance(samples[i]);
      assertEquals(Math.log(own), Math.log(moderated[i]), 1, "sample " + i);
    }
  }

  @Test
  void aSampleThatSaysNothingHasTheCommonVariance() {
    double[] moderated =
        ModeratedVariances.of(new double[][] {{1}, {4, 4, 4}, {1, 3}}).orElseThrow();
    assertEquals(moderated[0], moderated[1], 0);
    assertTrue(moderated[0] > 0);
    assertEquals(Optional.empty(), ModeratedVariances.of(new double[][] {{1}, {2, 2}}));
  }
}
