package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.Figure;
import org.hookbench.testing.BuiltIn;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/** What JMH's readers get of a case: held against JMH's own JSON. */
class JmhResultsTest {
  private static final Measurement MEASUREMENT = new Measurement(3, 1, 5_000_000);
  private static final List<Arm> ARMS = Arms.parse("tc", "pass");
  private static final BenchCase BENCH =
      BenchCase.of("org.hookbench.bench.UdpPackets.cost", Map.of("payload", "64"));

  @Test
  void oneRecordAnArmToldApartByHook() throws IOException {
    JsonNode records = json("UdpPackets", ARMS, forks(ARMS.size(), false, 2));
    assertEquals(List.of("none", "null", "tc"), texts(records, "/params/hook"));
    assertEquals(List.of("none", "none", "pass"), texts(records, "/params/program"));
    assertEquals(List.of("64", "64", "64"), texts(records, "/params/payload"));
    for (JsonNode r : records) {
      assertEquals("org.hookbench.bench.UdpPackets.cost", r.at("/benchmark").asText());
      assertEquals("avgt", r.at("/mode").asText());
      assertEquals(2, r.at("/forks").asInt());
      assertEquals(3, r.at("/measurementIterations").asInt());
      assertEquals(1, r.at("/warmupIterations").asInt());
      assertEquals("ns/packet", r.at("/primaryMetric/scoreUnit").asText());
    }
  }

  /** fork 1, cycle 2, arm 2 is worth 122. */
  @Test
  void rawDataIsByForkAndCycleInTheirOrder() throws IOException {
    JsonNode records = json("UdpPackets", ARMS, forks(ARMS.size(), false, 2));
    for (int arm = 0; arm < 3; arm++) {
      JsonNode raw = records.get(arm).at("/primaryMetric/rawData");
      assertEquals(
          "[[%1$d.0,%2$d.0,%3$d.0],[%4$d.0,%5$d.0,%6$d.0]]"
              .formatted(arm, 10 + arm, 20 + arm, 100 + arm, 110 + arm, 120 + arm),
          raw.toString());
      assertEquals(60 + arm, records.get(arm).at("/primaryMetric/score").asDouble(), 1e-9);
    }
  }

  @Test
  void goodputIsAThroughput() throws IOException {
    JsonNode records = json("TcpStream", ARMS, forks(ARMS.size(), false, 2));
    assertEquals("thrpt", records.get(0).at("/mode").asText());
    assertEquals("Gbit/s", records.get(0).at("/primaryMetric/scoreUnit").asText());
  }

  @Test
  void secondaryMetricsHoldLossHitsAndLatency() throws IOException {
    JsonNode udp = json("UdpPackets", ARMS, forks(ARMS.size(), false, 2)).get(2);
    assertEquals("[[9.0],[9.0]]", udp.at("/secondaryMetrics/lost/rawData").toString());
    assertEquals(0.5, udp.at("/secondaryMetrics/hits/score").asDouble());
    assertEquals(77, udp.at("/secondaryMetrics/rxPackets/score").asDouble());
    assertFalse(udp.at("/secondaryMetrics").has("p99"));

    JsonNode tcp = json("TcpRoundTrip", ARMS, forks(ARMS.size(), true, 2)).get(2);
    assertEquals(25.0, tcp.at("/secondaryMetrics/p50/score").asDouble(), 0.03);
    assertEquals("us", tcp.at("/secondaryMetrics/p50/scoreUnit").asText());
    assertEquals(14480, tcp.at("/secondaryMetrics/cwnd/score").asDouble());
    assertFalse(tcp.at("/secondaryMetrics").has("lost"));
  }

  /** An arm's own evidence, by its number, whichever lane it was dealt and wherever it stood. */
  @Test
  void eachArmHasItsOwnEvidence() throws IOException {
    JsonNode udp = json("UdpPackets", ARMS, forks(ARMS.size(), false, 2));
    JsonNode tcp = json("TcpRoundTrip", ARMS, forks(ARMS.size(), true, 2));
    for (int arm = 0; arm < 3; arm++) {
      JsonNode seen = udp.get(arm).at("/secondaryMetrics");
      assertEquals(75 + arm, seen.at("/rxPackets/score").asDouble());
      assertEquals(0.25 * arm, seen.at("/hits/score").asDouble());
      JsonNode flow = tcp.get(arm).at("/secondaryMetrics");
      assertEquals(1448 * 5 * arm, flow.at("/cwnd/score").asDouble());
      assertEquals(10 * arm, flow.at("/retransmits/score").asDouble());
      assertEquals(1000 * (arm + 1), flow.at("/transfer/score").asDouble());
      for (String figure : List.of("min", "mean", "p50", "p90", "p99", "max")) {
        double micros = flow.at("/" + figure + "/score").asDouble();
        assertEquals(5.0 + 10 * arm, micros, 0.03, figure);
      }
    }
  }

  /** The user's own profilers see whole forks: their figures stand once, with the baseline. */
  @Test
  void figuresOfWholeForksStandWithTheBaseline() {
    List<RunResult> arms = results();
    BenchmarkParams params = raw(BENCH);
    BenchCase other = BenchCase.of(BENCH.benchmark(), Map.of("payload", "1400"));
    JmhResults.addProfilers(
        arms, params, List.of(profiled(params, "gc.count"), profiled(raw(other), "of.another")));
    assertEquals(3.5, arms.get(0).getSecondaryResults().get("gc.count").getScore());
    assertFalse(arms.get(0).getSecondaryResults().containsKey(StretchResult.LABEL));
    assertFalse(arms.get(0).getSecondaryResults().containsKey("of.another"));
    assertFalse(arms.get(1).getSecondaryResults().containsKey("gc.count"));
    JmhResults.addProfilers(List.of(), params, List.of(profiled(params, "gc.count")));
  }

  private static RunResult profiled(BenchmarkParams params, String label) {
    List<BenchmarkResult> forks = new ArrayList<>();
    for (int fork = 0; fork < 2; fork++) {
      IterationResult iteration =
          new IterationResult(params, params.getMeasurement(), new IterationResultMetaData(1, 1));
      iteration.addResult(SliceResult.primary("cost", 1, "ns"));
      iteration.addResult(new StretchResult(new Slices(1, 0), Optional.empty()));
      BenchmarkResult result = new BenchmarkResult(params, List.of(iteration));
      result.addBenchmarkResult(SliceResult.secondary(label, 3 + fork, "counts"));
      forks.add(result);
    }
    return new RunResult(params, forks);
  }

  @Test
  void figuresOfAnArmStandWithIt() {
    List<RunResult> arms = results();
    List<ArmProfile> ofArms = new ArrayList<>();
    for (int arm = 0; arm < 3; arm++) {
      Figure figure = new Figure("cycles", "cycles/packet", 10 + arm, 1);
      ofArms.add(ArmProfile.of(List.of(figure)));
    }
    JmhResults.addFigures(arms, Map.of("perf", ofArms));
    for (int arm = 0; arm < 3; arm++) {
      Result<?> found = arms.get(arm).getSecondaryResults().get("perf.cycles");
      assertEquals(ofArms.get(arm).figures().get(0).value(), found.getScore());
      assertEquals("cycles/packet", found.getScoreUnit());
    }
  }

  private static List<RunResult> results() {
    CaseData data =
        new CaseData(
            BENCH,
            ARMS,
            BuiltIn.workload(BENCH).metric(),
            MEASUREMENT,
            forks(ARMS.size(), false, 2));
    return JmhResults.split(data, raw(BENCH));
  }

  @Test
  void forkThatDidNotEndIsLeftOut() throws IOException {
    List<ForkData> forks = new ArrayList<>(forks(ARMS.size(), false, 2));
    forks.set(0, new ForkData(0, 0, forks.get(0).slices(), Optional.empty()));
    JsonNode raw = json("UdpPackets", ARMS, forks).get(0).at("/primaryMetric/rawData");
    assertEquals("[[100.0,110.0,120.0]]", raw.toString());
  }

  @Test
  void caseWithoutACompleteForkHasNoRecord() {
    assertTrue(split("UdpPackets", ARMS, List.of()).isEmpty());
  }

  /** A hook with two programs is two records. */
  @Test
  void programsAreToldApart() throws IOException {
    List<Arm> arms = Arms.parse("tc", "pass,spin@ns=500");
    JsonNode records = json("UdpPackets", arms, forks(arms.size(), false, 1));
    assertEquals(List.of("none", "null", "tc", "tc"), texts(records, "/params/hook"));
    assertEquals(List.of("none", "none", "pass", "spin@ns=500"), texts(records, "/params/program"));
  }

  /** JMH's own table does not fail on them. */
  @Test
  void tableHasALineAnArm() {
    String table =
        render(split("UdpPackets", ARMS, forks(ARMS.size(), false, 2)), ResultFormatType.TEXT);
    assertEquals(3, table.lines().filter(l -> l.startsWith("UdpPackets.cost ")).count(), table);
  }

  /** In each fork the arms stand in another order. */
  private static List<ForkData> forks(int arms, boolean tcp, int count) {
    List<ForkData> forks = new ArrayList<>();
    for (int f = 0; f < count; f++) {
      Slices slices = new Slices(arms, 0);
      Schedule schedule = new Schedule(arms, f);
      int[] order = new int[arms];
      for (int c = 0; c < MEASUREMENT.cycles(); c++) {
        schedule.next(order);
        for (int arm : order) {
          slices.add(arm, slices.size(), 100 * f + 10 * c + arm, 1, arm == 2 ? 3 : 0);
        }
      }
      forks.add(new ForkData(f, 0, slices, Optional.of(report(arms, tcp))));
    }
    return forks;
  }

  private static ForkReport report(int arms, boolean tcp) {
    List<ArmEvidence> evidence = new ArrayList<>();
    List<Histogram> histograms = Histograms.forArms(tcp ? arms : 0);
    for (int i = 0; i < histograms.size(); i++) {
      histograms.get(i).recordValueWithCount(5_000 + 10_000 * i, 100);
    }
    for (int i = 0; i < arms; i++) {
      evidence.add(
          new ArmEvidence(
              true,
              List.of(new ArmEvidence.Pass(32, 32, 3200, 8 * i, 900)),
              75 + i,
              7700,
              0,
              List.of(),
              tcp ? new ArmEvidence.Tcp("cubic", 10 * i, 5 * i, 1448, 20, 1000 * (i + 1)) : null,
              null,
              null));
    }
    return new ForkReport(
        1, Deals.draw(arms, 1, 1), evidence, Histograms.encode(histograms), 1 << 20, null);
  }

  private static Collection<RunResult> split(
      String workload, List<Arm> arms, List<ForkData> forks) {
    BenchCase bench =
        BenchCase.of("org.hookbench.bench." + workload + ".cost", Map.of("payload", "64"));
    return JmhResults.split(
        new CaseData(bench, arms, BuiltIn.workload(bench).metric(), MEASUREMENT, forks),
        raw(bench));
  }

  private static JsonNode json(String workload, List<Arm> arms, List<ForkData> forks)
      throws IOException {
    return new ObjectMapper().readTree(render(split(workload, arms, forks), ResultFormatType.JSON));
  }

  private static String render(Collection<RunResult> results, ResultFormatType type) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(type, out).writeOut(results);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static List<String> texts(JsonNode records, String pointer) {
    List<String> texts = new ArrayList<>();
    records.forEach(r -> texts.add(r.at(pointer).asText()));
    return texts;
  }

  /** As JMH's Runner gives them: all hooks in one value. */
  private static BenchmarkParams raw(BenchCase bench) {
    WorkloadParams values = new WorkloadParams();
    values.put("hook", "tc", 0);
    String payload = bench.params().get("payload");
    values.put("payload", payload, payload.equals("64") ? 0 : 1); // its place among all payloads
    values.put("program", "pass", 2);
    TimeValue slice = TimeValue.milliseconds(5);
    return new BenchmarkParams(
        bench.benchmark(),
        bench.benchmark(),
        true,
        1,
        new int[] {1},
        List.of(),
        2,
        0,
        new IterationParams(IterationType.WARMUP, 1, slice, 1),
        new IterationParams(IterationType.MEASUREMENT, 1, slice, 3),
        Mode.SingleShotTime,
        values,
        TimeUnit.NANOSECONDS,
        1,
        "java",
        List.of(),
        "17",
        "vm",
        "17",
        "1.37",
        TimeValue.minutes(1));
  }
}
