package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.hookbench.framework.experiment.Histograms;
import org.junit.jupiter.api.Test;

class LatencySummaryTest {
  private static final double EXACT = 1e-12;

  private static Histogram of(long nanos, long count) {
    Histogram h = Histograms.empty();
    h.recordValueWithCount(nanos, count);
    return h;
  }

  /** The fork that timed three times as many operations weighs three times as much in the mean. */
  @Test
  void allOperationsOfAllForksCount() {
    LatencySummary summary = LatencySummary.of(List.of(of(1000, 1000), of(2000, 3000)));
    assertEquals(4000, summary.operations());
    assertEquals(1, summary.minMicros(), EXACT);
    assertEquals(1.75, summary.meanMicros(), EXACT);
    assertEquals(2, summary.maxMicros(), EXACT);
  }

  @Test
  void aQuantileIsTheMedianOfTheForksOwn() {
    LatencySummary summary =
        LatencySummary.of(List.of(of(1000, 1000), of(2000, 3000), of(1600, 9000)));
    LatencySummary.Level p99 = summary.level(0.99);
    assertEquals(List.of(1.0, 2.0, 1.6), p99.forkMicros());
    assertEquals(OptionalDouble.of(1.6), p99.micros());
    assertEquals(OptionalDouble.empty(), summary.level(0.999).micros());
    assertEquals(
        List.of("p50", "p90", "p99", "p99.9"),
        summary.quantiles().stream().map(LatencySummary.Level::label).toList());
  }

  /** Values 1 to 1000 ns: the quantile and not its share of a per cent. */
  @Test
  void aQuantileIsReadAtItsPlace() {
    Histogram h = Histograms.empty();
    for (int nanos = 1; nanos <= 1000; nanos++) {
      h.recordValue(nanos);
    }
    LatencySummary summary = LatencySummary.of(List.of(h));
    assertEquals(0.5, summary.level(0.5).micros().orElseThrow(), EXACT);
    assertEquals(0.99, summary.level(0.99).micros().orElseThrow(), EXACT);
  }
}
