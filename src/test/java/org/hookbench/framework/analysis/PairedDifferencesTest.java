package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.analysis.PairedDifferences.Point;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.testing.BuiltIn;
import org.junit.jupiter.api.Test;

class PairedDifferencesTest {
  /** Two forks; in cycle c of fork f the hook takes 1 + 10 f + c per cent more than none's 100. */
  private static CaseData made(String workload, int cycles) {
    List<ForkData> forks = new ArrayList<>();
    for (int f = 0; f < 2; f++) {
      Slices slices = new Slices(3, 0);
      for (int c = 0; c < cycles; c++) {
        slices.add(2, 0, 101 + 10 * f + c, 1, 0);
        slices.add(0, 0, 100, 1, 0);
        slices.add(1, 0, 50, 1, 0);
      }
      ForkReport report = new ForkReport(1, Deals.standing(0, 1, 2), List.of(), List.of(), 0, null);
      forks.add(new ForkData(f, 0, slices, Optional.of(report)));
    }
    BenchCase bench = BenchCase.of("b." + workload + ".x", Map.of("payload", "64"));
    return new CaseData(
        bench,
        Arms.parse("tc", "pass"),
        BuiltIn.workload(bench).metric(),
        new Measurement(cycles, 0, 1),
        forks);
  }

  private static void assertPoints(List<List<Point>> expected, CaseData c, int atMost) {
    List<List<Point>> found = PairedDifferences.of(c, 2, atMost).forks();
    assertEquals(expected.size(), found.size());
    for (int f = 0; f < expected.size(); f++) {
      assertEquals(expected.get(f).size(), found.get(f).size());
      for (int i = 0; i < expected.get(f).size(); i++) {
        assertEquals(expected.get(f).get(i).fork(), found.get(f).get(i).fork(), 1e-12);
        assertEquals(expected.get(f).get(i).percent(), found.get(f).get(i).percent(), 1e-9);
      }
    }
  }

  @Test
  void fewCyclesAreAPointEach() {
    assertPoints(
        List.of(
            List.of(
                new Point(0.125, 1), new Point(0.375, 2), new Point(0.625, 3), new Point(0.875, 4)),
            List.of(
                new Point(1.125, 11),
                new Point(1.375, 12),
                new Point(1.625, 13),
                new Point(1.875, 14))),
        made("UdpPackets", 4),
        100);
  }

  @Test
  void neighboursAreThinnedToTheirMedianWithinAFork() {
    assertPoints(
        List.of(
            List.of(new Point(0.375, 2), new Point(0.875, 4)),
            List.of(new Point(1.375, 12), new Point(1.875, 14))),
        made("UdpPackets", 4),
        3);
  }

  @Test
  void fromTwentyCyclesAForkOnAPointIsTheMedianOfThreeAtLeast() {
    assertEquals(1, PairedDifferences.cyclesAPoint(made("UdpPackets", 19), 1000));
    assertEquals(3, PairedDifferences.cyclesAPoint(made("UdpPackets", 20), 1000));
    assertEquals(10, PairedDifferences.cyclesAPoint(made("UdpPackets", 20), 4));
  }

  @Test
  void worseIsPositiveOfARateToo() {
    double[][] cost = PairedDifferences.logRatios(made("UdpPackets", 2), 2, 0);
    assertArrayEquals(new double[] {Math.log(1.11), Math.log(1.12)}, cost[1], 1e-12);
    double[][] rate = PairedDifferences.logRatios(made("TcpStream", 2), 2, 1);
    assertArrayEquals(new double[] {-Math.log(2.02), -Math.log(2.04)}, rate[0], 1e-12);
  }

  @Test
  void differencesAreInTheMetricsUnitAndAnyOther() {
    ForkData fork = made("UdpPackets", 2).forks().get(1);
    assertArrayEquals(new double[] {61, 62}, PairedDifferences.differences(fork, 2, 1));
    assertArrayEquals(
        new double[] {111 * 111 - 2500, 112 * 112 - 2500},
        PairedDifferences.differences(fork, 2, 1, v -> v * v));
  }
}
