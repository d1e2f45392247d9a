package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.hookbench.testing.BuiltIn;
import org.junit.jupiter.api.Test;

class QuantileCurveTest {
  private static final double EXACT = 1e-12;

  /** Operations of 1 to {@code count} times {@code nanos}. */
  private static Histogram ramp(int count, int nanos) {
    Histogram h = Histograms.empty();
    for (int i = 1; i <= count; i++) {
      h.recordValue((long) i * nanos);
    }
    return h;
  }

  /** A fork a histogram, which is the second arm's; the first arm's are of other values. */
  private static QuantileCurve curve(Histogram... ofForks) {
    List<ForkData> forks = new ArrayList<>();
    for (Histogram h : ofForks) {
      List<byte[]> encoded = h == null ? List.of() : Histograms.encode(List.of(ramp(1, 1999), h));
      ForkReport report = new ForkReport(1, Deals.standing(0, 1), List.of(), encoded, 0, null);
      forks.add(new ForkData(forks.size(), 0, new Slices(2, 0), Optional.of(report)));
    }
    BenchCase bench = BenchCase.of("b.TcpRoundTrip.x", Map.of("payload", "1"));
    return QuantileCurve.of(
        new CaseData(
            bench,
            Arms.parse("", "pass"),
            BuiltIn.workload(bench).metric(),
            new Measurement(1, 0, 1),
            forks),
        1);
  }

  @Test
  void goesFromTheFastestToTheLastThatHasOperationsEnough() {
    List<QuantileCurve.Point> points = curve(ramp(1000, 1)).points();
    assertEquals(41, points.size(), "to p99, twenty a decade");
    assertEquals(new QuantileCurve.Point(0, 0.001), points.get(0));
    assertEquals(1, points.get(20).nines(), EXACT);
    assertEquals(0.9, points.get(20).micros(), EXACT);
    assertEquals(2, points.get(40).nines(), EXACT);
    assertEquals(0.99, points.get(40).micros(), EXACT);
  }

  @Test
  void aPointIsTheMedianOfForksAndTheSmallestForkEndsTheCurve() {
    List<QuantileCurve.Point> points = curve(ramp(1000, 1), ramp(100, 20)).points();
    assertEquals(21, points.size(), "to p90");
    assertEquals((0.9 + 1.8) / 2, points.get(20).micros(), EXACT);
  }

  @Test
  void forksWithoutOperationsAreLeftAside() {
    assertEquals(curve(ramp(1000, 1)), curve(Histograms.empty(), ramp(1000, 1), null));
    assertEquals(List.of(), curve(Histograms.empty(), null).points());
  }

  /** Below the median there is no tail to be short of: 0.35 nines are the first above it. */
  @Test
  void fewOperationsHaveTheLowerHalf() {
    assertEquals(7, curve(ramp(19, 1)).points().size());
  }
}
