package org.hookbench.tool.compare;

import static org.hookbench.tool.compare.Compared.forks;
import static org.hookbench.tool.compare.Compared.jmh;
import static org.hookbench.tool.compare.Compared.recorded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.stats.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputComparisonTest {
  private static final List<Path> NONE =
      List.of(recorded("reference/vm/none-iperf3.txt"), recorded("reference/vm/none-netperf.txt"));
  private static final List<Path> GENERIC =
      List.of(
          recorded("reference/vm/xdpgeneric-iperf3.txt"),
          recorded("reference/vm/xdpgeneric-netperf.txt"));

  @TempDir Path folder;

  @Test
  void theReferencesFiveRoundTripsShowNothing() throws Exception {
    ComparisonResults r = Compared.files(NONE, GENERIC);
    assertEquals(
        List.of("none", "xdpgeneric"), List.of(r.base().label(), r.others().get(0).label()));
    // goodput, bitrate, retransmits and three latencies; transfer is goodput again
    assertEquals(6, r.family());
    Comparison mean = row(r, "mean latency");
    assertEquals(5, mean.base().n());
    assertEquals(524.31, mean.base().median());
    assertEquals(527.98, mean.other().median());
    // 10 of the 25 pairs are above; of the 252 ways to deal ten ranks 87 have at most 10
    assertEquals(2 * 87.0 / 252, mean.p().orElseThrow(), 1e-12);
    assertEquals(1, mean.pHolm().orElseThrow());
    assertEquals(Verdict.INCONCLUSIVE, mean.verdict());
    Interval interval = mean.change().orElseThrow().interval().orElseThrow();
    // the 3rd smallest and 3rd largest of the 25 differences; P(W <= 2) = 4/252
    assertEquals(1 - 2 * 4.0 / 252, interval.confidence(), 1e-12);
  }

  @Test
  void threeRunsThatAreFarApartAreJudgedByWelch() throws Exception {
    ComparisonResults r = Compared.files(NONE, GENERIC);
    Comparison goodput = row(r, "goodput");
    assertEquals(Basis.FEW_SAMPLES, goodput.basis());
    assertEquals(Verdict.WORSE, goodput.verdict());
    // 2.13, 2.12, 2.11 against 1.89, 1.86, 1.86: the ratio of their geometric means
    assertEquals(0.1337, goodput.relative().orElseThrow().estimate(), 5e-5);
    assertEquals(-0.26e9, goodput.change().orElseThrow().estimate(), 0.02e9);
    assertTrue(goodput.change().orElseThrow().interval().isEmpty());
    assertTrue(goodput.relative().orElseThrow().simultaneous().orElseThrow().low() > 0.08);
    assertEquals(
        List.of(
            "fewer than 4 samples a side: by Welch's t, which assumes normal runs",
            "iperf3's text rounds these by up to 0.27 %"),
        goodput.warnings().stream().map(Warning::text).toList());
    // a count of 0 has no logarithm
    Comparison retransmits = row(r, "retransmits");
    assertTrue(retransmits.p().isEmpty());
    assertTrue(retransmits.warnings().get(0).text().startsWith("needs at least 4 samples a side"));
  }

  @Test
  void threeRunsThatAreEqualAsFarAsTheyArePrintedAreNotEqualBeyondThat() throws Exception {
    List<Path> wire = List.of(recorded("reference/baremetal/none-iperf3.txt"));
    List<Path> tc = List.of(recorded("reference/baremetal/tc-iperf3.txt"));
    Comparison goodput = row(Compared.files(Set.of("goodput"), wire, tc), "goodput");
    assertEquals(Verdict.EQUIVALENT, goodput.verdict());
    Interval interval = goodput.relative().orElseThrow().interval().orElseThrow();
    assertTrue(interval.low() < -0.001 && interval.high() > 0.001, interval.toString());
  }

  /** Whatever the sizes, and by the test that they ask for. */
  @ParameterizedTest
  @CsvSource({"3, 3", "4, 3", "3, 5", "3, 30"})
  void fewRunsWithoutADifferenceAreRarelyCalledDifferent(int a, int b) {
    SplittableRandom random = new SplittableRandom(17);
    int claimed = 0;
    int runs = 4000;
    for (int i = 0; i < runs; i++) {
      double[] x = random.doubles(a).map(InputComparisonTest::normal).toArray();
      double[] y = random.doubles(b).map(InputComparisonTest::normal).toArray();
      Finding f = FewSamples.of(x, y, 0, 0, true, new Levels(0.95, 1));
      claimed += f.p().orElseThrow() <= 0.05 ? 1 : 0;
    }
    // 5 % and four times its binomial error
    assertTrue(claimed <= runs * 0.05 + 4 * Math.sqrt(runs * 0.05 * 0.95), claimed + " of " + runs);
    assertTrue(claimed > 0);
  }

  /** A value around 1 whose logarithm is normal, from one of 0 to 1. */
  private static double normal(double uniform) {
    return Math.exp(0.02 * new NormalDistribution().inverseCumulativeProbability(uniform));
  }

  @Test
  void countsOfZeroHaveNoPercent() throws Exception {
    Comparison retransmits = row(Compared.files(NONE, GENERIC), "retransmits");
    assertTrue(retransmits.relative().isEmpty());
    assertEquals(0, retransmits.change().orElseThrow().estimate());
  }

  @Test
  void severalFilesASideAreOneSample() throws Exception {
    List<Path> base = List.of(jmhAvgt("a1.json", 10, 11), jmhAvgt("a2.json", 10.5, 11.5));
    List<Path> other = List.of(jmhAvgt("b1.json", 20, 21), jmhAvgt("b2.json", 20.5, 21.5));
    ComparisonResults r = Compared.files(base, other);
    Comparison c = r.comparisons().get(0);
    assertEquals(4, c.base().n());
    assertEquals(2.0 / 70, c.p().orElseThrow(), 1e-12);
    assertEquals(Verdict.WORSE, c.verdict());
    assertEquals(10, c.change().orElseThrow().estimate());
    assertTrue(r.isTrusted());
  }

  @Test
  void aRateThatRisesIsBetter() throws Exception {
    Path a = jmh(folder, "a.json", "thrpt", "ops/us", forks(10, 11, 12, 13));
    Path b = jmh(folder, "b.json", "thrpt", "ops/us", forks(20, 21, 22, 23));
    Comparison c = Compared.files(List.of(a), List.of(b)).comparisons().get(0);
    assertEquals(Verdict.BETTER, c.verdict());
    assertTrue(c.relative().orElseThrow().estimate() < 0);
    assertEquals(10, c.change().orElseThrow().estimate());
  }

  @Test
  void theMeanOfAForkIsItsSample() throws Exception {
    double[][] forks = {{1, 3}, {2, 4}, {3, 5}, {4, 6}};
    double[][] twice = {{2, 6}, {4, 8}, {6, 10}, {8, 12}};
    Path a = jmh(folder, "a.json", "avgt", "us/op", forks);
    Path b = jmh(folder, "b.json", "avgt", "us/op", twice);
    ComparisonResults r = Compared.files(List.of(a), List.of(b));
    Comparison c = r.comparisons().get(0);
    assertEquals(4, c.base().n());
    assertEquals(3.5, c.base().median());
    assertTrue(r.isTrusted());
  }

  @Test
  void oneForkASideIsPseudoReplicated() throws Exception {
    Path a = jmh(folder, "a.json", "avgt", "us/op", new double[] {1, 2, 3, 4, 5});
    Path b = jmh(folder, "b.json", "avgt", "us/op", new double[] {11, 12, 13, 14, 15});
    ComparisonResults r = Compared.files(List.of(a), List.of(b));
    Comparison c = r.comparisons().get(0);
    assertEquals(5, c.base().n());
    assertEquals(Warning.Kind.PSEUDO_REPLICATED, c.warnings().get(0).kind());
    assertFalse(r.isTrusted());
    assertTrue(r.distrust().get(0).contains("PSEUDO-REPLICATED"));
  }

  @Test
  void holmIsOverAllMetricsThatCanBeTested() throws Exception {
    ComparisonResults r = Compared.files(NONE, GENERIC, NONE, GENERIC);
    assertEquals(18, r.family());
    assertTrue(
        r.warnings().stream()
            .anyMatch(w -> w.text().contains("fewer than 6 samples a side (Holm)")),
        r.warnings().toString());
    ComparisonResults one = Compared.files(Set.of("mean latency"), NONE, GENERIC);
    assertEquals(1, one.family());
    assertEquals(1, one.comparisons().size());
    assertEquals(one.comparisons().get(0).p(), one.comparisons().get(0).pHolm());
  }

  @Test
  void aDifferenceThatDoesNotSurviveHolmIsWithdrawn() throws Exception {
    String a = "[" + entry("p", 1, 2, 3, 4) + "," + entry("q", 1, 2, 3, 4) + "]";
    String b = "[" + entry("p", 11, 12, 13, 14) + "," + entry("q", 1, 2, 3, 4.5) + "]";
    Path x = Files.writeString(folder.resolve("x.json"), a);
    Path y = Files.writeString(folder.resolve("y.json"), b);
    ComparisonResults r = Compared.files(List.of(x), List.of(y));
    Comparison p = r.comparisons().get(0);
    assertEquals(2.0 / 70, p.p().orElseThrow(), 1e-12);
    assertEquals(4.0 / 70, p.pHolm().orElseThrow(), 1e-12);
    assertEquals(Verdict.INCONCLUSIVE, p.verdict());
    assertTrue(p.relative().orElseThrow().simultaneous().isEmpty());
    assertEquals(
        "a difference alone, but not among 2 comparisons (Holm); that takes at least 5 samples a side",
        p.warnings().get(0).text());
  }

  @Test
  void zerosAgainstCountsClaimADirectionAndNoSize() throws Exception {
    Path a = jmhAvgt("a.json", 0, 0, 0, 0);
    Path b = jmhAvgt("b.json", 5, 6, 7, 8);
    ComparisonResults r = Compared.files(List.of(a), List.of(b));
    assertEquals(Verdict.WORSE_LIKELY, r.comparisons().get(0).verdict());
    assertTrue(r.comparisons().get(0).relative().isEmpty());
    assertEquals(Gate.Outcome.REGRESSION, Gate.parse("worse>50%").check(r).outcome());
    ComparisonResults same = Compared.files(List.of(a), List.of(jmhAvgt("c.json", 0, 0, 0, 0)));
    assertEquals(Verdict.INCONCLUSIVE, same.comparisons().get(0).verdict());
    assertEquals(Gate.Outcome.PASS, Gate.parse("worse").check(same).outcome());
  }

  @Test
  void mixedUnitsAreRefused() throws Exception {
    Path a = jmh(folder, "a.json", "avgt", "us/op", forks(1, 2, 3, 4));
    Path b = jmh(folder, "b.json", "avgt", "ns/op", forks(1, 2, 3, 4));
    refused(
        "mixed units of demo.Spin.tokens, avgt",
        "us/op in " + a,
        "ns/op in " + b,
        List.of(a),
        List.of(b));
    refused("mixed units", a.toString(), b.toString(), List.of(a, b), List.of(a));
  }

  @Test
  void whatHasNothingInCommonIsRefused() {
    refused(
        "different workloads",
        "none-iperf3.txt has iperf3 TCP",
        "tc-netperf.txt has netperf TCP_RR",
        List.of(recorded("reference/vm/none-iperf3.txt")),
        List.of(recorded("reference/vm/tc-netperf.txt")));
    RefusedException e =
        assertThrows(RefusedException.class, () -> Compared.files(Set.of("speed"), NONE, GENERIC));
    assertTrue(e.getMessage().contains("no common metric called speed"), e.getMessage());
    assertTrue(e.getMessage().contains("goodput"), e.getMessage());
  }

  @Test
  void whatOnlyOneSideHasIsNamed() throws Exception {
    ComparisonResults r = Compared.files(NONE, List.of(recorded("reference/vm/tc-netperf.txt")));
    assertTrue(
        r.warnings().stream()
            .anyMatch(
                w ->
                    w.kind() == Warning.Kind.NOT_IN_BOTH
                        && w.text()
                            .contains("iperf3 TCP, goodput, transfer, bitrate, retransmits")),
        r.warnings().toString());
  }

  @Test
  void oneSampleIsRefused() throws Exception {
    Path a = jmhAvgt("a.json", 1, 2, 3, 4);
    Path b = jmhAvgt("b.json", 2);
    refused(
        "b.json: one sample of",
        "demo.Spin.tokens, avgt",
        "at least 3 a side, and 4 for a test that does not assume normal runs",
        List.of(a),
        List.of(b));
  }

  @Test
  void oursAgainstForeignIsRefused() throws Exception {
    Path ours = Compared.saved(folder, "run.json");
    Path iperf3 = recorded("reference/vm/none-iperf3.txt");
    refused(
        ours + " is a run of HookBench", iperf3 + " is not", "", List.of(ours), List.of(iperf3));
  }

  @Test
  void aFileNamedTwiceOnASideIsRefused() throws Exception {
    Path a = jmhAvgt("a.json", 1, 2);
    refused(a.toString(), "named twice", "", List.of(a, a), List.of(a));
  }

  @Test
  void aBadFileIsNamedWithItsPlace() {
    IOException e =
        assertThrows(
            IOException.class, () -> Compared.files(NONE, List.of(recorded("iperf3/refused.txt"))));
    assertTrue(e.getMessage().contains("refused.txt"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static void refused(String a, String b, String c, List<Path>... files) {
    String message = assertThrows(RefusedException.class, () -> Compared.files(files)).getMessage();
    assertEquals(1, message.lines().count());
    for (String words : List.of(a, b, c)) {
      assertTrue(message.contains(words), message);
    }
  }

  private Path jmhAvgt(String name, double... values) throws IOException {
    return jmh(folder, name, "avgt", "us/op", forks(values));
  }

  private static String entry(String param, double... values) {
    String raw = java.util.Arrays.deepToString(forks(values));
    return "{\"benchmark\":\"b.C.m\",\"mode\":\"avgt\",\"threads\":1,\"forks\":4,\"params\":{\"x\":\""
        + param
        + "\"},\"primaryMetric\":{\"scoreUnit\":\"us/op\",\"rawData\":"
        + raw
        + "}}";
  }

  private static Comparison row(ComparisonResults r, String metric) {
    return r.comparisons().stream()
        .filter(c -> c.subject().metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }
}
