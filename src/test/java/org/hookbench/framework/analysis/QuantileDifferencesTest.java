package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.Histograms;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.framework.stats.Interval;
import org.hookbench.testing.BuiltIn;
import org.junit.jupiter.api.Test;

class QuantileDifferencesTest {
  private static final double EXACT = 1e-12;

  /** Operations of 1 to {@code count} times {@code nanos}. */
  private static Histogram ramp(int count, int nanos) {
    Histogram h = Histograms.empty();
    for (int i = 1; i <= count; i++) {
      h.recordValue((long) i * nanos);
    }
    return h;
  }

  /** A fork a histogram, which is the second arm's; the baseline's are half as long. */
  private static List<QuantileDifferences.Point> points(Histogram... ofForks) {
    List<ForkData> forks = new ArrayList<>();
    for (Histogram h : ofForks) {
      List<byte[]> encoded = h == null ? List.of() : Histograms.encode(List.of(half(h), h));
      ForkReport report = new ForkReport(1, Deals.standing(0, 1), List.of(), encoded, 0, null);
      forks.add(new ForkData(forks.size(), 0, new Slices(2, 0), Optional.of(report)));
    }
    BenchCase bench = BenchCase.of("b.TcpRoundTrip.x", Map.of("payload", "1"));
    CaseData data =
        new CaseData(
            bench,
            Arms.parse("", "pass"),
            BuiltIn.workload(bench).metric(),
            new Measurement(1, 0, 1),
            forks);
    return QuantileDifferences.of(data, 1, 0.95).points();
  }

  private static Histogram half(Histogram h) {
    Histogram half = Histograms.empty();
    h.recordedValues()
        .forEach(
            v ->
                half.recordValueWithCount(
                    v.getValueIteratedTo() / 2, v.getCountAtValueIteratedTo()));
    return half;
  }

  @Test
  void goesFromTheFastestToTheLastThatHasOperationsEnough() {
    List<QuantileDifferences.Point> points = points(ramp(1000, 1000));
    assertEquals(21, points.size(), "to p99, ten a decade");
    assertEquals(0, points.get(0).nines());
    assertEquals(2, points.get(20).nines(), EXACT);
    for (QuantileDifferences.Point p : points) {
      assertEquals(Math.log(2), p.estimate(), 0.002, "histograms have three digits");
      assertTrue(p.interval().isEmpty(), "one fork has no interval");
    }
  }

  @Test
  void sixForksHaveABand() {
    Histogram[] six = new Histogram[6];
    for (int i = 0; i < six.length; i++) {
      six[i] = ramp(1000, 1000 + i);
    }
    for (QuantileDifferences.Point p : points(six)) {
      Interval i = p.interval().orElseThrow();
      assertTrue(i.low() <= p.estimate() && p.estimate() <= i.high());
      assertTrue(i.confidence() >= 0.95);
    }
  }

  @Test
  void theSmallestForkEndsIt() {
    assertEquals(11, points(ramp(1000, 1000), ramp(100, 1000)).size(), "to p90");
  }

  @Test
  void forksWithoutOperationsAreLeftAside() {
    assertEquals(points(ramp(1000, 1000)), points(Histograms.empty(), ramp(1000, 1000), null));
    assertEquals(List.of(), points(Histograms.empty(), null));
  }

  /** Below the median there is no tail to be short of: 0.4 nines are the first above it. */
  @Test
  void fewOperationsHaveTheLowerHalf() {
    assertEquals(4, points(ramp(19, 1000)).size());
  }
}
