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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JmhJsonTest {
  private static final String NONE = "demo.Spin.tokens[hook=none]";
  private static final String XDP = "demo.Spin.tokens[hook=<b>xdp</b>]";

  @TempDir Path folder;

  @Test
  void everyIterationIsASampleOfItsFork() throws IOException {
    InputResult result = read("jmh/thrpt.json");
    assertEquals(12, result.samples().size());
    assertEquals(List.of(NONE, XDP), workloads(result));
    assertEquals(
        List.of(
            3.8463460962637543,
            4.455845183581276,
            4.466584509859195,
            4.137066933909891,
            4.4616092317038945,
            4.467914812622584),
        values(result, NONE, "thrpt"));
    assertEquals(
        Recorded.sample(
            XDP,
            "thrpt",
            "ops/us",
            true,
            4.472131557427353,
            path("jmh/thrpt.json") + ": $[1].primaryMetric.rawData[1][2]",
            1),
        Recorded.bare(result.samples().get(11)));
    assertEquals(2, result.runs(NONE, "thrpt"));
  }

  @ParameterizedTest
  @CsvSource({"avgt, 0.25102760099872345", "ss, 5.708", "onefork, 0.2405226604898686"})
  void timesAreBetterWhereLower(String name, double first) throws IOException {
    InputSample sample = read("jmh/" + name + ".json").samples().get(0);
    assertEquals(first, sample.value());
    assertEquals("us/op", sample.unit());
    assertEquals(false, sample.higherIsBetter());
  }

  @Test
  void oneForkIsTold() throws IOException {
    assertEquals(1, read("jmh/onefork.json").runs(NONE, "avgt"));
  }

  @Test
  void ofAHistogramTheMeanOfEachIterationIsTaken() throws IOException {
    InputResult result = read("jmh/sample.json");
    assertEquals(12, result.samples().size());
    String small =
        text("jmh/onefork.json")
            .replaceFirst(
                "\"rawData\" : \\[\\s*\\[[^]]*\\]\\s*\\]",
                "\"rawDataHistogram\" : [[[[0.5, 3], [2.5, 1]], [[4, 2]]]]");
    assertEquals(List.of(1.0, 4.0), values(InputReader.read(write(folder, small)), NONE, "avgt"));
  }

  @Test
  void anErrorThatJmhCouldNotEstimateDoesNoHarm() throws IOException {
    InputResult result = read("jmh/nan.json");
    assertEquals(List.of(3.8896216020523844), values(result, "thrpt"));
    assertEquals(List.of("secondary metrics are not read"), result.notes());
  }

  @Test
  void lostForksAreTold() throws IOException {
    String lost = text("jmh/thrpt.json").replace("\"forks\" : 2", "\"forks\" : 5");
    assertTrue(
        InputReader.read(write(folder, lost))
            .notes()
            .contains(NONE + ": data of 2 forks of 5 planned"));
    String none = text("jmh/onefork.json").replace("\"forks\" : 1", "\"forks\" : 0");
    assertTrue(InputReader.read(write(folder, none)).notes().get(0).contains("not forked"));
  }

  @Test
  void threadsAreAWorkloadOfTheirOwn() throws IOException {
    String two = text("jmh/nan.json").replace("\"threads\" : 1", "\"threads\" : 2");
    assertEquals(
        List.of("demo.Spin.tokens[hook=none, threads=2]"),
        workloads(InputReader.read(write(folder, two))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"NaN\" | 'NaN'",
        "\"+INF\" | '+INF'",
        "-4.4 | '-4.4'",
        "null | 'null'",
        "1e400 | within range",
        "[] | expected a number"
      })
  void badDataAreRefusedWithTheirPath(String bad, String word) throws IOException {
    String text = text("jmh/thrpt.json").replace("4.455845183581276,", bad + ",");
    refused(write(folder, text), " $[0].primaryMetric.rawData[0][1]: ", word);
  }

  @Test
  void damageIsRefusedWithItsPlace() throws IOException {
    String good = text("jmh/thrpt.json");
    refused(write(folder, good.substring(0, 2000)), "", "truncated JSON");
    refused(write(folder, "[ ]"), " ", "no jmh result");
    refused(write(folder, good + good), " ", "several JSON documents");
    refused(write(folder, good.replace("thrpt", "all")), " $[0].mode: ", "expected thrpt");
    refused(write(folder, good.replace("<b>xdp</b>", "none")), " $[1]: ", "once in mode thrpt");
    String noData =
        good.replaceFirst(
            "\"rawData\" : \\[\\s*\\[[^]]*\\],\\s*\\[[^]]*\\]\\s*\\]", "\"rawData\" : []");
    refused(write(folder, noData), " $[0].primaryMetric.rawData: ", "jmh.json.rawData");
    refused(write(folder, good.replaceFirst("primaryMetric\"", "x\"")), "", "not a result");
  }

  @Test
  void parametersInAnotherOrderAreTheSameBenchmark() throws IOException {
    String two =
        text("jmh/nan.json").replace("\"hook\" : \"none\"", "\"b\" : \"1\", \"a\" : \"2\"");
    String turned =
        text("jmh/nan.json").replace("\"hook\" : \"none\"", "\"a\" : \"2\", \"b\" : \"1\"");
    List<String> workload = List.of("demo.Spin.tokens[a=2, b=1]");
    assertEquals(workload, workloads(InputReader.read(write(folder, two))));
    assertEquals(workload, workloads(InputReader.read(write(folder, turned))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"benchmark", "mode", "threads", "params", "primaryMetric", "jdkVersion"})
  void aMemberThatStandsThereTwiceIsRefused(String member) throws IOException {
    String twice =
        text("jmh/nan.json")
            .replaceFirst("\"" + member + "\" :", "\"" + member + "\" : 1, \"" + member + "\" :");
    refused(write(folder, twice), " $[0]: ", "'" + member + "' stands here 2 times");
  }

  @Test
  void conditionsAreTheVirtualMachineAndItsTimes() throws IOException {
    Map<Condition, String> found = read("jmh/sample.json").samples().get(0).conditions();
    assertTrue(found.get(Condition.JVM).contains("17.0.15"), found.toString());
    assertEquals("-Djmh.ignoreLock=true", found.get(Condition.JVM_ARGUMENTS));
    assertEquals("1 50 ms", found.get(Condition.WARM_UP));
    assertEquals("50 ms", found.get(Condition.ITERATION));
    assertEquals("1", found.get(Condition.BATCH_SIZE));
    assertEquals("1.37", found.get(Condition.TOOL));
  }
}
