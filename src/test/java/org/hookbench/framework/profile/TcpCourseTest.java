package org.hookbench.framework.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hookbench.kernel.netlink.TcpInfo;
import org.hookbench.kernel.netlink.TcpState;
import org.junit.jupiter.api.Test;

class TcpCourseTest {
  @Test
  void rowsAreInTheColumnsUnits() {
    TcpCourse course = new TcpCourse(Optional.empty(), info(7, 10, 50, 1_000_000));
    assertTrue(course.wantsThisSlice());
    course.add(0.25, info(9, 20, 100, 125_000_000));
    Series series = course.series();
    assertEquals(
        List.of(
            "time, s",
            "retransmits, segments",
            "reordering, segments",
            "cwnd, segments",
            "srtt, us",
            "pacing rate, Mbit/s"),
        series.columns());
    assertArrayEquals(new double[] {0.25, 2, 3, 20, 100, 1000}, series.rows().get(0));
  }

  @Test
  void meansTakeInTheReadingBeforeTheFirstSlice() {
    TcpCourse course = new TcpCourse(Optional.empty(), info(7, 10, 50, 125_000));
    course.add(0, info(7, 20, 100, 250_000));
    List<Figure> figures = course.figures(info(12, 1, 1, 1));
    assertEquals(
        List.of(
            new Figure("retransmits", "segments", 5, 1),
            new Figure("cwnd", "segments", 30, 2),
            new Figure("srtt", "us", 150, 2),
            new Figure("pacing rate", "Mbit/s", 3, 2)),
        figures);
    // two forks: retransmits add up, a mean stays one
    ArmProfile fork = ArmProfile.of(figures);
    List<Figure> both = fork.plus(fork).figures();
    assertEquals(10, both.get(0).value());
    assertEquals(15, both.get(1).value());
  }

  @Test
  void withoutAPacingRateThereIsNoMeanOfIt() {
    TcpCourse course = new TcpCourse(Optional.empty(), info(0, 10, 50, Long.MAX_VALUE));
    course.add(0, info(0, 10, 50, 125_000));
    List<Figure> figures = course.figures(info(0, 10, 50, 125_000));
    assertEquals(
        List.of("retransmits", "cwnd", "srtt"), figures.stream().map(Figure::label).toList());
    course.add(1, info(0, 10, 50, 375_000));
    assertEquals(
        new Figure("pacing rate", "Mbit/s", 4, 2), course.figures(info(0, 10, 50, 0)).get(3));
  }

  @Test
  void withoutASliceThereIsNothing() {
    TcpCourse course = new TcpCourse(Optional.empty(), info(7, 10, 50, 125_000));
    assertEquals(List.of(), course.figures(info(8, 10, 50, 125_000)));
  }

  @Test
  void seriesOfALongForkIsThinnedEvenly() {
    for (int slices : new int[] {1, 500, 501, 502, 1003, 20_000}) {
      List<Double> times = times(Optional.empty(), slices);
      assertTrue(times.size() <= TcpCourse.MOST_ROWS, slices + ": " + times.size());
      assertTrue(times.size() >= Math.min(slices, TcpCourse.MOST_ROWS / 2), slices + " " + times);
      double step = times.size() > 1 ? times.get(1) - times.get(0) : 1;
      for (int i = 0; i < times.size(); i++) {
        assertEquals(i * step, times.get(i));
      }
      assertTrue(slices - times.get(times.size() - 1) <= step);
    }
    assertEquals(500, times(Optional.empty(), 500).size());
  }

  @Test
  void chosenStrideIsKept() {
    assertEquals(List.of(0.0, 3.0, 6.0), times(Optional.of(3), 8));
    assertEquals(2000, times(Optional.of(1), 2000).size());
  }

  private static List<Double> times(Optional<Integer> every, int slices) {
    TcpCourse course = new TcpCourse(every, info(0, 10, 50, 1));
    for (int i = 0; i < slices; i++) {
      if (course.wantsThisSlice()) {
        course.add(i, info(0, 10, 50, 1));
      }
    }
    List<Double> times = new ArrayList<>();
    course.series().rows().forEach(row -> times.add(row[0]));
    return times;
  }

  private static TcpInfo info(long retransmits, int cwnd, long rtt, long pacing) {
    return new TcpInfo(
        TcpState.ESTABLISHED,
        retransmits,
        cwnd,
        100,
        rtt,
        5,
        1448,
        1,
        1,
        1,
        1,
        1,
        pacing,
        3,
        OptionalLong.empty(),
        "cubic");
  }
}
