package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.random.Well19937c;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.SignedRank;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rule for stopping does to the coverage of the intervals. */
@Tag("slow")
class PrecisionSimulationTest {
  private static final int RUNS = 2_000;
  private static final double TRUTH = 0.01;
  private static final double SPREAD = 0.004;

  /**
   * Stopping when an interval is narrow favours runs whose spread looks small: at 95 % each, the
   * intervals would cover 93 to 95 %. With the confidence that is used they cover 95 % and more,
   * wherever this rule tends to stop.
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
    assertTrue(coverage >= 0.95, "coverage " + coverage);
  }

  /** The rule that a bound for any rule is made for: to stop as soon as 0 is excluded. */
  @Test
  void falsePositivesHoldEvenWhenItStopsAtTheFirst() {
    Well19937c random = new Well19937c(20260102L);
    int found = 0;
    for (int run = 0; run < RUNS; run++) {
      found += isFound(random) ? 1 : 0;
    }
    double rate = (double) found / RUNS;
    assertTrue(rate <= 0.05 + 3 * Math.sqrt(0.05 * 0.95 / RUNS), "found " + rate);
    assertTrue(rate >= 0.025, "a rule that hardly ever stops shows nothing: " + rate);
  }

  private static boolean isFound(Well19937c random) {
    double[] forks =
        DoubleStream.generate(random::nextGaussian)
            .limit(Precision.LOOKS.get(Precision.LOOKS.size() - 1))
            .toArray();
    return Precision.LOOKS.stream()
        .map(look -> SignedRank.interval(Arrays.copyOf(forks, look), Precision.CONFIDENCE))
        .anyMatch(interval -> !interval.orElseThrow().contains(0));
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
}
