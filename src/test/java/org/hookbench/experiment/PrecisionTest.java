package org.hookbench.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.commons.math3.random.Well19937c;
import org.hookbench.stats.Interval;
import org.hookbench.stats.SignedRank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionTest {
  private static final int RUNS = 2_000;
  private static final double TRUTH = 0.01;
  private static final double SPREAD = 0.004;

  @Test
  void looksAreFixedBeforehandAndNotBeforeTen() {
    assertEquals(Precision.FEWEST_FORKS, Precision.LOOKS.get(0));
    assertArrayEquals(new int[] {14, 20, 28, 40, 56, 80, 112, 160}, none().looksAfter(10));
    assertArrayEquals(new int[] {40, 56, 80, 112, 160}, none().looksAfter(30));
    assertArrayEquals(new int[0], none().looksAfter(160));
  }

  @Test
  void withoutPrecisionNothingIsTooWide() {
    assertEquals(List.of(), none().tooWide(List.of()));
  }

  /**
   * Stopping when an interval is narrow favours runs whose spread looks small: at 95 % each, the
   * intervals would cover 93 to 95 %. With the confidence that is used they cover 95 % and more,
   * wherever the rule tends to stop.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.35, 0.25, 0.2, 0.15})
  void coverageHoldsWhereverItStops(double halfWidthInSpreads) {
    Well19937c random = new Well19937c(20260101L);
    int covered = 0;
    for (int run = 0; run < RUNS; run++) {
      covered += stopped(random, halfWidthInSpreads * SPREAD).contains(TRUTH) ? 1 : 0;
    }
    double coverage = (double) covered / RUNS;
    assertTrue(coverage >= 0.945 && coverage <= 0.98, "coverage " + coverage);
  }

  private static Interval stopped(Well19937c random, double wanted) {
    double[] forks = {};
    Interval interval = null;
    for (int look : Precision.LOOKS) {
      double[] more = new double[look];
      System.arraycopy(forks, 0, more, 0, forks.length);
      for (int i = forks.length; i < look; i++) {
        more[i] = TRUTH + SPREAD * random.nextGaussian();
      }
      forks = more;
      interval = SignedRank.interval(forks, Precision.CONFIDENCE).orElseThrow();
      if (interval.halfWidth() <= wanted) {
        break;
      }
    }
    return interval;
  }

  private static Precision none() {
    return Precision.none();
  }
}
