package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hookbench.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputMetricTest {
  private static final Program.Ended ENDED =
      new Program.Ended(0, "exit code 0", 1_500_000_000, 20_000_000);

  /** What wrk 4.1 prints. */
  private static final String WRK =
      """
      Running 1s test @ http://10.0.0.2:8080/
        1 threads and 4 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency    95.17us   73.56us   2.11ms   98.14%
          Req/Sec    38.56k     2.16k   41.10k    72.73%
        42190 requests in 1.10s, 6.19MB read
      Requests/sec:  38367.07
      Transfer/sec:      5.63MB
      """;

  private static double value(String metric, String unit, String out) throws Exception {
    return OutputMetric.parse(metric, unit, "auto").value(ENDED, out, "");
  }

  private static Metric metric(String metric, String unit) {
    return OutputMetric.parse(metric, unit, "auto").metric();
  }

  @Test
  void timesAreInMillisecondsAndLessIsBetter() throws Exception {
    assertEquals(1500, value("wall", "auto", ""));
    assertEquals(20, value("cpu", "auto", ""));
    assertEquals(1.5, value("wall", "s", ""), 1e-12);
    assertEquals("ms", metric("wall", "auto").unit());
    assertEquals("wall time", metric("wall", "auto").name());
    assertEquals("CPU time", metric("cpu", "us").name());
    assertFalse(metric("wall", "auto").higherIsBetter());
    assertEquals(2.5e6, metric("wall", "ms").nanosPerOperation(2.5), 1e-6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "regex:Requests/sec: +(\\S+) | auto | requests/s | 38367.07",
        "regex:Requests/sec: +(\\S+) | req/s | req/s | 38367.07",
        "regex:Transfer/sec: +(\\S+) | MB/s | MB/s | 5.63",
        "regex:Transfer/sec: +(\\S+) | Mbit/s | Mbit/s | 45.04",
        "regex:Req/Sec +(\\S+) | req/s | req/s | 38560",
        "regex:Latency +(\\S+) | us | us | 95.17",
        "regex:Latency +\\S+ +\\S+ +(\\S+) | us | us | 2110",
        "regex:^ +(\\d+) requests in | requests/s | requests/s | 42190"
      })
  void whatWrkPrints(String metric, String unit, String shown, double expected) throws Exception {
    assertEquals(expected, value(metric, unit, WRK), expected * 1e-12);
    assertEquals(shown, metric(metric, unit).unit());
  }

  @Test
  void theLastMatchCountsAndStandardErrorIsReadToo() throws Exception {
    String iperf3 =
        """
        [  5]   0.00-1.00   sec  1.10 GBytes  9.41 Gbits/sec    0   1.20 MBytes
        [  5]   0.00-2.00   sec  2.10 GBytes  9021 Mbits/sec    0             sender
        """;
    assertEquals(9.021, value("regex:(\\S+ .bits/sec)", "Gbit/s", iperf3), 1e-12);
    OutputMetric time = OutputMetric.parse("regex:real (\\S+)", "s", "auto");
    assertEquals(2.5, time.value(ENDED, "nothing", "real 2.5\n"));
  }

  @Test
  void aUnitInThePatternIsThatOfTheNumber() throws Exception {
    assertEquals(0.94, value("regex:(\\S+) Mbits/sec", "auto", "940 Mbits/sec"), 1e-12);
    assertEquals("Gbit/s", metric("regex:(\\S+) Mbits/sec", "auto").unit());
    assertEquals(940, value("regex:(\\S+) Mbits/sec", "Mbit/s", "940 Mbits/sec"), 1e-9);
  }

  @Test
  void jsonPointers() throws Exception {
    String json =
        "{\"end\": {\"sum_received\": {\"bits_per_second\": 9.4e9, \"seconds\": 2.5,"
            + " \"n\": \"1.5k\"}}, \"list\": [1, {\"lat_us\": 7}]}";
    assertEquals(9.4, value("json:/end/sum_received/bits_per_second", "auto", json), 1e-12);
    assertEquals(9400, value("json:/end/sum_received/bits_per_second", "Mbit/s", json), 1e-9);
    assertEquals(2.5, value("json:/end/sum_received/seconds", "auto", json));
    assertEquals(7, value("json:/list/1/lat_us", "auto", json));
    assertEquals(1500, value("json:/end/sum_received/n", "requests/s", json));
    Metric rate = metric("json:/end/sum_received/bits_per_second", "auto");
    assertEquals("throughput in Gbit/s", rate.name() + " in " + rate.unit());
    assertTrue(rate.higherIsBetter());
    assertFalse(metric("json:/list/1/lat_us", "auto").higherIsBetter());
    // a bit at 4 Gbit/s takes a quarter of a ns
    assertEquals(0.25, rate.nanosPerOperation(4), 1e-12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "regex:Rps: (\\S+) | Rps: 5 | wrote '5 apples' for metric=regex:Rps: (.+), no number",
        "regex:Latency (\\S+) | Bandwidth 5 |"
            + " wrote nothing that metric=regex:Latency (\\S+) matches",
        "regex:x=(\\S*) | x= | wrote nothing that metric=regex:x=(\\S*) matches",
        "regex:x=(\\S+) | x=apples | wrote 'apples' for metric=regex:x=(\\S+), no number",
        "regex:x=(\\S+) | x=5apples |"
            + " wrote '5apples' for metric=regex:x=(\\S+), which is not in requests/s; set -p"
            + " unit=",
        "regex:x=(\\S+) | x=5ms |"
            + " wrote '5ms' for metric=regex:x=(\\S+), which is not in requests/s; set -p unit=",
        "regex:x=(\\S+) | x=0 |"
            + " has the value 0.0 for metric=regex:x=(\\S+), which must be above 0",
        "regex:x=(\\S+) | x=-1 |"
            + " has the value -1.0 for metric=regex:x=(\\S+), which must be above 0",
        "regex:x=(\\S+) | x=1e999 |"
            + " has the value Infinity for metric=regex:x=(\\S+), which must be above 0",
        "json:/a/b | {\"a\": 1} | wrote JSON without /a/b",
        "json:/a | {\"a\": []} | wrote JSON that has no number at /a",
        "json:/a | {\"a\": true} | wrote JSON that has no number at /a",
        "json:/a | '' | wrote JSON without /a"
      })
  void outputsWithoutAValue(String metric, String out, String message) {
    if (metric.startsWith("regex:Rps")) {
      // stands for the form of all others: JUnit's own columns can't hold a blank at an end
      assertMissing("regex:Rps: (.+)", "Rps: 5 apples", "wrote '5 apples' for");
      return;
    }
    assertMissing(metric, out, message);
  }

  private static void assertMissing(String metric, String out, String message) {
    OutputMetric.MissingException e =
        assertThrows(OutputMetric.MissingException.class, () -> value(metric, "requests/s", out));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void whatIsNoJsonIsSaidSoInOneLine() {
    OutputMetric.MissingException e =
        assertThrows(
            OutputMetric.MissingException.class,
            () -> value("json:/a", "s", "Connecting to host\nport 5201\n"));
    assertTrue(e.getMessage().startsWith("wrote no JSON, as metric=json:/a needs: "), e.toString());
    assertEquals(1, e.getMessage().lines().count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "speed | auto | auto |"
            + " metric=speed is not one of wall, cpu, regex:PATTERN, json:/POINTER",
        "regex:Req: \\S+ | auto | auto | metric=regex:Req: \\S+ has no group; put one pair of"
            + " parentheses around the number, and write others as (?:...)",
        "regex:(a)(b) | auto | auto | metric=regex:(a)(b) has 2 groups; put one pair of"
            + " parentheses around the number, and write others as (?:...)",
        "regex:(a | auto | auto | metric=regex:(a is no regular expression: Unclosed group",
        "json:end | auto | auto |"
            + " metric=json:end is no JSON pointer such as /end/sum_received/bits_per_second",
        "json: | auto | auto |"
            + " metric=json: is no JSON pointer such as /end/sum_received/bits_per_second",
        "regex:x=(.+) | auto | auto | metric=regex:x=(.+) does not say its unit; add e.g. -p"
            + " unit=requests/s (more is better) or -p unit=us (less is better)",
        "json:/a/value | auto | higher | metric=json:/a/value does not say its unit; add e.g. -p"
            + " unit=requests/s (more is better) or -p unit=us (less is better)",
        "regex:x=(.+) | points | auto | of unit=points it is not known whether more is better;"
            + " add -p better=higher or -p better=lower",
        "wall | auto | up | better=up is not one of higher, lower, auto",
        "wall | requests/s | auto | unit=requests/s is not a unit of time, which wall is",
        "cpu | ns/packet | auto | unit=ns/packet is not a unit of time, which cpu is"
      })
  void metricsThatAreNone(String metric, String unit, String better, String message) {
    UsageException e =
        assertThrows(UsageException.class, () -> OutputMetric.parse(metric, unit, better));
    assertEquals(message, e.getMessage());
  }

  @Test
  void whatIsBetterMayBeSaid() {
    assertTrue(OutputMetric.parse("regex:x=(.+)", "points", "higher").metric().higherIsBetter());
    assertFalse(OutputMetric.parse("regex:x=(.+)", "points", "lower").metric().higherIsBetter());
    assertFalse(OutputMetric.parse("regex:x=(.+)", "drops/s", "lower").metric().higherIsBetter());
    assertEquals("cost", OutputMetric.parse("regex:x=(.+)", "points", "lower").metric().name());
  }
}
