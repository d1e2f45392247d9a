package org.hookbench.tool.input;

import static org.hookbench.tool.input.Recorded.path;
import static org.hookbench.tool.input.Recorded.read;
import static org.hookbench.tool.input.Recorded.refused;
import static org.hookbench.tool.input.Recorded.text;
import static org.hookbench.tool.input.Recorded.values;
import static org.hookbench.tool.input.Recorded.workloads;
import static org.hookbench.tool.input.Recorded.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetperfTextTest {
  private static final String BANNER =
      "MIGRATED TCP REQUEST/RESPONSE TEST from 0.0.0.0 (0.0.0.0) port 0 AF_INET to x () port 0"
          + " AF_INET : demo : first burst 0\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "rr, TCP_RR, 14625.65",
    "rr-v2, TCP_RR, 14818.75",
    "rr-cpu, TCP_RR, 14228.75",
    "rr-demo, TCP_RR, 14487.17",
    "udprr, UDP_RR, 14444.06",
    "crr, TCP_CRR, 9866.86"
  })
  void classicTables(String name, String test, double rate) throws IOException {
    InputResult result = read("netperf/" + name + ".txt");
    InputSample sample = result.samples().get(0);
    assertEquals(1, result.samples().size());
    assertEquals("netperf " + test, sample.workload());
    assertEquals("transaction rate", sample.metric());
    assertEquals("transactions/s", sample.unit());
    assertTrue(sample.higherIsBetter());
    assertEquals(rate, sample.value());
  }

  @Test
  void streamTableIsThroughputInBits() throws IOException {
    InputResult result = read("netperf/stream.txt");
    assertEquals(List.of(4284.00e6), values(result, "netperf TCP_STREAM", "throughput"));
    assertEquals("bits/s", result.samples().get(0).unit());
  }

  @Test
  void csvIsOneSampleARunAndMetric() throws IOException {
    InputResult result = read("netperf/o.txt");
    String file = path("netperf/o.txt").toString();
    assertEquals(9, result.samples().size());
    assertEquals(
        Recorded.sample("netperf TCP_RR", "min latency", "us", false, 25, file + ":3", 0),
        Recorded.bare(result.samples().get(0)));
    assertEquals(List.of(2836.0, 2549.0, 2061.0), values(result, "max latency"));
    assertEquals(List.of(68.08, 70.65, 69.62), values(result, "mean latency"));
  }

  @Test
  void csvWithATagAndOtherColumns() throws IOException {
    InputResult brand = read("netperf/o-brand.txt");
    assertEquals(List.of(14389.91, 14524.46), values(brand, "transaction rate"));
    assertEquals(List.of(101.0, 99.0), values(brand, "p99 latency"));
    InputResult omni = read("netperf/omni.txt");
    assertEquals(List.of("netperf OMNI_Send|Recv"), workloads(omni));
    assertEquals(List.of(14683.02), values(omni, "transaction rate"));
  }

  @Test
  void rowsWithoutABannerOfTheirOwnAreRuns() throws IOException {
    InputResult result = read("netperf/o-p0.txt");
    assertEquals(List.of(15166.89, 14484.61), values(result, "transaction rate"));
    assertEquals(2, result.runs("netperf TCP_RR", "p99 latency"));
    assertTrue(result.notes().get(0).contains("default for the test, Trans/s"));
  }

  /** As Rick Jones shows it on linux-mm, 8 September 2011 (message 4E695B3D.7060804@hp.com). */
  @Test
  void tagsAndRatesInTwoColumns() throws IOException {
    String text =
        BANNER
            + """
            Result Tag,Throughput
            "iteration 1",55768.37
            "iteration 2",55949.97
            "iteration 3",55653.36
            """;
    InputResult result = InputReader.read(write(folder, text));
    assertEquals(List.of(55768.37, 55949.97, 55653.36), values(result, "transaction rate"));
  }

  @Test
  void keyValueBlocksAreRuns() throws IOException {
    InputResult result = read("netperf/k.txt");
    assertEquals(27, result.samples().size());
    assertEquals(List.of(24.0, 22.0, 25.0), values(result, "min latency"));
    assertEquals(List.of(67.01, 68.14, 67.76), values(result, "mean latency"));
    assertEquals(List.of(95.0, 98.0, 98.0), values(result, "p99 latency"));
    assertEquals(List.of(14902.62, 14662.55, 14736.64), values(result, "transaction rate"));
    assertEquals(List.of(67.102, 68.201, 67.858), values(result, "round-trip latency"));
    assertEquals(3, result.runs("netperf TCP_RR", "mean latency"));
    assertEquals(List.of(14669.73), values(read("netperf/k-default.txt"), "transaction rate"));
  }

  @Test
  void keyValueOfAllSelectorsReadsTheMeasurements() throws IOException {
    assertEquals(10, read("netperf/k-all.txt").samples().size());
    InputResult stream = read("netperf/k-stream.txt");
    assertEquals(List.of(4142.97e6), values(stream, "throughput"));
    assertEquals(List.of(936.0), values(stream, "retransmits"));
  }

  @Test
  void keyValueBlocksWithoutBannersSplitWhereAKeyRepeats() throws IOException {
    String text = "MEAN_LATENCY=1.5\nTHROUGHPUT_UNITS=Trans/s\nTHROUGHPUT=10\nMEAN_LATENCY=2.5\n";
    InputResult result = InputReader.read(write(folder, text));
    assertEquals(List.of(1.5, 2.5), values(result, "mean latency"));
    assertEquals(2, result.runs("netperf", "mean latency"));
  }

  @Test
  void whatNetperfDidNotMeasureIsNoSample() throws IOException {
    String text = BANNER + "MIN_LATENCY=-1\nMEAN_LATENCY=-1.00\nTHROUGHPUT=5\n";
    InputResult result = InputReader.read(write(folder, text));
    assertEquals(1, result.samples().size());
    assertTrue(result.notes().contains("min latency is -1: netperf did not measure it, no sample"));
  }

  @Test
  void sizesAndBurstsAreWorkloadsOfTheirOwn() throws IOException {
    String text =
        text("netperf/rr.txt")
            .replace("131072 1        1 ", "131072 32       1024 ")
            .replace("first burst 0", "nodelay : first burst 16");
    assertEquals(
        List.of("netperf TCP_RR, nodelay, burst 16, request 32 B, response 1024 B"),
        workloads(InputReader.read(write(folder, text))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"O", "rr-v0", "udpstream"})
  void resultsThatAreNotReadAreRefused(String name) {
    refused(path("netperf/" + name + ".txt"), "1: ", "no result after this line");
  }

  @Test
  void failedAndNamelessRunsAreRefused() {
    refused(path("netperf/refused.txt"), "1: ", "are you sure there is a netserver");
    refused(path("netperf/rr-p0.txt"), " ", "not a result that is known here");
    refused(path("netperf/k-p0.txt"), "1: ", "banner or throughput_units");
  }

  @Test
  void truncatedRunsAreRefused() throws IOException {
    String o = text("netperf/o.txt");
    refused(write(folder, o.substring(0, o.indexOf("25,2836"))), "2: ", "no result after");
    refused(write(folder, o.substring(0, o.indexOf("2836"))), "3: ", "expected 3 values");
    String rr = text("netperf/rr.txt");
    refused(write(folder, rr.substring(0, rr.indexOf("1.00 "))), "7: ", "row of 6 numbers");
    String open = o.stripTrailing();
    assertTrue(InputReader.read(write(folder, open)).notes().get(0).contains("may be cut short"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "25,2836,68.08 | 25,2836,68,08 | 3 | decimal comma",
        "25,2549,70.65 | 25,2549,70,65 | 6 | decimal comma",
        "25,2836,68.08 | 25,2836,nan | 3 | not finite",
        "25,2549,70.65 | 25,2549,-70.65 | 6 | negative",
        "25,2836,68.08 | -25,2836,68.08 | 3 | negative",
      })
  void badCsvIsRefused(String good, String bad, String line, String word) throws IOException {
    refused(write(folder, text("netperf/o.txt").replace(good, bad)), line + ": ", word);
  }

  @Test
  void badNumbersOfTheOtherStylesAreRefused() throws IOException {
    String rr = text("netperf/rr.txt");
    refused(write(folder, rr.replace("14625.65", "14625,65")), "7: ", "another locale");
    String k = text("netperf/k.txt");
    refused(write(folder, k.replace("=67.01", "=67,01")), "3: ", "another locale");
    refused(write(folder, k.replace("=67.01", "=inf")), "3: ", "not finite");
    refused(write(folder, k.replace("Trans/s", "10^0bits/s")), "9: ", "expected a unit of netperf");
    refused(write(folder, k.replace("Trans/s", "Parsecs/s")), "9: ", "expected a unit of netperf");
  }
}
