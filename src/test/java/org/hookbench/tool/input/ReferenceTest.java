package org.hookbench.tool.input;

import static org.hookbench.tool.input.Recorded.read;
import static org.hookbench.tool.input.Recorded.refused;
import static org.hookbench.tool.input.Recorded.values;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference's runs; the numbers are typed from its text by hand. */
class ReferenceTest {
  private static final double GIB = 1073741824.0;

  static Stream<Arguments> iperf3() {
    return Stream.of(
        Arguments.of(
            "vm/none", g(2.13, 2.12, 2.11), g(2.13, 2.13, 2.12), t(14.9, 14.8, 14.8), r(0, 0, 0)),
        Arguments.of(
            "vm/xdpdrv",
            g(2.12, 2.11, 2.10),
            g(2.12, 2.11, 2.11),
            t(14.8, 14.7, 14.7),
            r(255, 0, 0)),
        Arguments.of(
            "vm/xdpgeneric",
            g(1.89, 1.86, 1.86),
            g(1.89, 1.86, 1.86),
            t(13.2, 13.0, 13.0),
            r(0, 0, 0)),
        Arguments.of(
            "vm/tc", g(2.08, 2.09, 2.09), g(2.08, 2.09, 2.09), t(14.5, 14.6, 14.6), r(0, 0, 0)),
        Arguments.of(
            "baremetal/none",
            g(9.41, 9.41, 9.41),
            g(9.41, 9.41, 9.41),
            t(65.8, 65.7, 65.8),
            r(62, 48, 147)),
        Arguments.of(
            "baremetal/xdpdrv",
            g(9.41, 9.41, 9.40),
            g(9.41, 9.41, 9.41),
            t(65.8, 65.8, 65.7),
            r(195, 1662, 14)),
        Arguments.of(
            "baremetal/xdpgeneric",
            g(7.87, 7.82, 7.85),
            g(7.87, 7.83, 7.85),
            t(55.0, 54.7, 54.9),
            r(180560, 187825, 172422)),
        Arguments.of(
            "baremetal/tc",
            g(9.41, 9.41, 9.41),
            g(9.41, 9.41, 9.41),
            t(65.8, 65.8, 65.8),
            r(678, 206, 474)));
  }

  static Stream<Arguments> netperf() {
    return Stream.of(
        Arguments.of(
            "vm/none",
            r(321, 318, 359, 360, 303),
            r(2158, 2091, 2172, 1918, 2363),
            r(524.31, 534.63, 513.98, 536.23, 523.40)),
        Arguments.of(
            "vm/xdpdrv",
            r(304, 313, 306, 340, 342),
            r(2411, 2247, 2293, 1853, 1943),
            r(487.90, 514.58, 521.02, 532.88, 496.95)),
        Arguments.of(
            "vm/xdpgeneric",
            r(341, 317, 384, 341, 315),
            r(1626, 1869, 1869, 2077, 3176),
            r(523.29, 530.30, 527.98, 528.96, 489.51)),
        Arguments.of(
            "vm/tc",
            r(328, 276, 321, 318, 310),
            r(1751, 2145, 1806, 1803, 2509),
            r(516.50, 506.58, 525.73, 535.36, 514.44)));
  }

  @ParameterizedTest
  @MethodSource("iperf3")
  void iperf3(
      String condition,
      List<Double> goodput,
      List<Double> bitrate,
      List<Double> transfer,
      List<Double> retransmits)
      throws IOException {
    InputResult result = read("reference/" + condition + "-iperf3.txt");
    assertEquals("iperf3", result.tool());
    assertEquals(12, result.samples().size());
    assertEquals(List.of("iperf3 TCP"), Recorded.workloads(result));
    assertEquals(goodput, values(result, "goodput"));
    assertEquals(bitrate, values(result, "bitrate"));
    List<Double> read = values(result, "transfer");
    for (int i = 0; i < 3; i++) {
      assertEquals(transfer.get(i), read.get(i), 1e-3);
    }
    assertEquals(retransmits, values(result, "retransmits"));
    assertEquals(3, result.runs("iperf3 TCP", "goodput"));
  }

  @ParameterizedTest
  @MethodSource("netperf")
  void netperf(String condition, List<Double> min, List<Double> max, List<Double> mean)
      throws IOException {
    InputResult result = read("reference/" + condition + "-netperf.txt");
    assertEquals("netperf", result.tool());
    assertEquals(15, result.samples().size());
    assertEquals(List.of("netperf TCP_RR"), Recorded.workloads(result));
    assertEquals(min, values(result, "min latency"));
    assertEquals(max, values(result, "max latency"));
    assertEquals(mean, values(result, "mean latency"));
    assertEquals(5, result.runs("netperf TCP_RR", "mean latency"));
    assertEquals(List.of(), result.notes());
  }

  @Test
  void bothToolsInOneFileAreRefused(@TempDir Path folder) throws IOException {
    String both =
        Recorded.text("reference/vm/tc-iperf3.txt") + Recorded.text("reference/vm/tc-netperf.txt");
    refused(Recorded.write(folder, both), "", "iperf3 text and netperf text in one file");
  }

  /** Gbits/sec in bits/s; the products are exact to the bit of the decimal's double. */
  private static List<Double> g(double... gbits) {
    return Arrays.stream(gbits).mapToObj(v -> (double) Math.round(v * 1e9)).toList();
  }

  private static List<Double> t(double... gbytes) {
    return Arrays.stream(gbytes).mapToObj(v -> v * GIB).toList();
  }

  private static List<Double> r(double... values) {
    return Arrays.stream(values).boxed().toList();
  }
}
