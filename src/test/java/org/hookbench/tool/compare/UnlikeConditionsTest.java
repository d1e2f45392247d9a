package org.hookbench.tool.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.stats.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnlikeConditionsTest {
  private static final String TEN = "\"duration\": 10";

  @TempDir Path folder;

  @Test
  void bytesOfUnlikeDurationsAreNotJudged() throws Exception {
    Path a = iperf3("a.json", 20, 9e9, "\"duration\": 20");
    Path b = iperf3("b.json", 10, 9e9, TEN);
    ComparisonResults r = Compared.files(List.of(a), List.of(b));
    assertEquals(Verdict.EQUIVALENT, row(r, "goodput").verdict());
    for (String metric : List.of("transfer", "retransmits")) {
      Comparison c = row(r, metric);
      assertTrue(c.p().isEmpty() && c.relative().isEmpty() && c.change().isEmpty(), metric);
      assertEquals("not judged: it depends on what differs (duration)", c.warnings().get(0).text());
    }
    assertEquals(2, r.family());
    assertNoted(r, "duration: a 20 s | b 10 s");
    assertEquals(Gate.Outcome.UNDECIDED, Gate.parse("worse").check(r).outcome());
  }

  @Test
  void asManySecondsMixedOnBothSidesAreUnlikeToo() throws Exception {
    Path a = iperf3("a.json", 20, 9e9, "\"duration\": 20");
    Path b = iperf3("b.json", 10, 9e9, TEN);
    Path c = iperf3("c.json", 20, 9e9, "\"duration\": 20");
    Path d = iperf3("d.json", 10, 9e9, TEN);
    ComparisonResults r = Compared.files(List.of(a, b), List.of(c, d));
    assertTrue(row(r, "transfer").p().isEmpty());
    assertTrue(r.warnings().stream().anyMatch(w -> w.text().contains("20 s, 10 s | ")));
  }

  @Test
  void nothingIsJudgedWhereTheTargetDiffers() throws Exception {
    Path a = iperf3("a.json", 10, 1e8, TEN + ", \"target_bitrate\": 100000000");
    Path b = iperf3("b.json", 10, 5e7, TEN + ", \"target_bitrate\": 50000000");
    ComparisonResults r = Compared.files(List.of(a), List.of(b));
    assertTrue(r.comparisons().stream().allMatch(c -> c.p().isEmpty()), r.toString());
    assertNoted(r, "target bitrate: a 100000000 bit/s | b 50000000 bit/s");
    assertEquals(Gate.Outcome.UNDECIDED, Gate.parse("worse").check(r).outcome());
  }

  @ParameterizedTest
  @CsvSource({
    "blksize, 1448, 8192, block size: a 1448 bytes | b 8192 bytes",
    "omit, 0, 5, omitted seconds: a 0 s | b 5 s",
  })
  void otherConditionsAreNotedAndJudged(String member, int one, int two, String note)
      throws Exception {
    Path a = iperf3("a.json", 10, 9e9, TEN + ", \"" + member + "\": " + one);
    Path b = iperf3("b.json", 10, 9e9, TEN + ", \"" + member + "\": " + two);
    ComparisonResults r = Compared.files(List.of(a), List.of(b));
    assertNoted(r, note);
    assertEquals(Gate.Outcome.PASS, Gate.parse("worse").check(r).outcome());
  }

  @Test
  void whatOneSideDoesNotTellIsNotLookedAt() throws Exception {
    Path a = iperf3("a.json", 10, 9e9, TEN + ", \"blksize\": 1448");
    Path b = iperf3("b.json", 10, 9e9, TEN);
    ComparisonResults r = Compared.files(List.of(a), List.of(b));
    assertFalse(r.warnings().stream().anyMatch(w -> w.kind() == Warning.Kind.UNLIKE_RUNS));
  }

  @Test
  void unlikeProtocolsHaveNothingInCommon() throws Exception {
    Path a = iperf3("a.json", 10, 9e9, TEN);
    Path b = folder.resolve("b.json");
    Files.writeString(b, Files.readString(a).replace("TCP", "SCTP"));
    RefusedException e =
        org.junit.jupiter.api.Assertions.assertThrows(
            RefusedException.class, () -> Compared.files(List.of(a), List.of(b)));
    assertTrue(e.getMessage().contains("iperf3 TCP") && e.getMessage().contains("iperf3 SCTP"));
  }

  @Test
  void transferCountsOnceWithGoodputForHolm() throws Exception {
    Path a = iperf3("a.json", 10, 9e9, TEN);
    Path b = iperf3("b.json", 10, 4.5e9, TEN);
    ComparisonResults r = Compared.files(List.of(a), List.of(b));
    assertEquals(3, r.family());
    assertEquals(4, r.comparisons().size());
    assertEquals("transfer", r.comparisons().get(1).subject().metric());
    assertEquals(Verdict.WORSE, r.comparisons().get(1).verdict());
    assertEquals(row(r, "goodput").pHolm(), row(r, "transfer").pHolm());
  }

  @Test
  void virtualMachinesAndTheirArgumentsAreNoted() throws Exception {
    Path a = jmh("a.json", "\"jdkVersion\": \"17\", \"jvmArgs\": []", "x", "y");
    Path b = jmh("b.json", "\"jdkVersion\": \"25\", \"jvmArgs\": [\"-Xint\"]", "x", "y");
    ComparisonResults r = Compared.files(List.of(a), List.of(b));
    assertNoted(r, "JVM: a 17 | b 25");
    assertNoted(r, "JVM arguments: a none | b -Xint");
  }

  @Test
  void aBenchmarkThatIsGoneLeavesTheGateUndecided() throws Exception {
    Path a = jmh("a.json", "\"jdkVersion\": \"17\"", "x", "y");
    Path b = jmh("b.json", "\"jdkVersion\": \"17\"", "x");
    ComparisonResults r = Compared.files(List.of(a), List.of(b));
    assertEquals(List.of("b lacks a.B.y, avgt"), r.gone());
    Gate.Result gate = Gate.parse("worse").check(r);
    assertEquals(Gate.Outcome.UNDECIDED, gate.outcome());
    assertEquals(r.gone(), gate.gone());
    ComparisonResults more = Compared.files(List.of(b), List.of(a));
    assertEquals(List.of(), more.gone());
    assertEquals(Gate.Outcome.PASS, Gate.parse("worse").check(more).outcome());
  }

  @Test
  void aRegressionIsOneThoughAnotherBenchmarkIsGone() throws Exception {
    Path a = Compared.jmh(folder, "a.json", "avgt", "us/op", Compared.forks(1, 1.1, 1.2, 1.3));
    Path b = Compared.jmh(folder, "b.json", "avgt", "us/op", Compared.forks(2, 2.1, 2.2, 2.3));
    String more = Files.readString(a);
    String gone = more.replace("demo.Spin.tokens", "demo.Spin.gone");
    Files.writeString(a, more.strip().replaceFirst("]$", ",") + gone.strip().substring(1));
    ComparisonResults r = Compared.files(List.of(a), List.of(b));
    assertEquals(1, r.gone().size());
    assertEquals(Gate.Outcome.REGRESSION, Gate.parse("worse").check(r).outcome());
  }

  @Test
  void theLargestAndSmallestValuesEndInAResult() throws Exception {
    double[][] values = {
      {1e100, 9e99, 8e99, 7e99},
      {4.9e-324, 1e-323, 1e-320, 1e-310},
      {0, 4.9e-324, 1e100, 1},
      {1, 2, 3, 4}
    };
    for (double[] x : values) {
      for (double[] y : values) {
        for (String mode : List.of("avgt", "thrpt")) {
          Path a = Compared.jmh(folder, "a.json", mode, "us/op", Compared.forks(x));
          Path b = Compared.jmh(folder, "b.json", mode, "us/op", Compared.forks(y));
          ComparisonResults r = Compared.files(List.of(a), List.of(b));
          Gate.parse("worse").check(r);
          assertEquals(1, r.comparisons().size());
        }
      }
    }
  }

  private static void assertNoted(ComparisonResults r, String text) {
    assertTrue(
        r.warnings().stream()
            .anyMatch(w -> w.kind() == Warning.Kind.UNLIKE_RUNS && w.text().equals(text)),
        r.warnings().toString());
  }

  private static Comparison row(ComparisonResults r, String metric) {
    return r.comparisons().stream()
        .filter(c -> c.subject().metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  /** Five runs around a rate. */
  private Path iperf3(String name, int seconds, double rate, String settings) throws IOException {
    StringBuilder runs = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      double bits = rate * (1 + (i - 2) * 0.0005);
      runs.append(
          String.format(
              Locale.ROOT,
              "{\"start\": {\"version\": \"iperf 3.12\", \"test_start\": {\"protocol\": \"TCP\","
                  + " \"num_streams\": 1, \"reverse\": 0, %s}}, \"end\": {\"sum_sent\": {\"bytes\":"
                  + " %.0f, \"bits_per_second\": %f, \"retransmits\": 3}, \"sum_received\":"
                  + " {\"bytes\": %.0f, \"bits_per_second\": %f}}}%n",
              settings,
              bits * seconds / 8,
              bits,
              bits * seconds / 8,
              bits));
    }
    return Files.writeString(folder.resolve(name), runs);
  }

  private Path jmh(String name, String settings, String... benchmarks) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String benchmark : benchmarks) {
      all.append(all.isEmpty() ? "[" : ",")
          .append("{\"benchmark\": \"a.B.")
          .append(benchmark)
          .append("\", \"mode\": \"avgt\", \"threads\": 1, \"forks\": 6, ")
          .append(settings)
          .append(", \"primaryMetric\": {\"scoreUnit\": \"us/op\", \"rawData\": ")
          .append("[[10], [10.01], [10.02], [10.03], [10.04], [10.05]]}}");
    }
    return Files.writeString(folder.resolve(name), all.append("]"));
  }
}
