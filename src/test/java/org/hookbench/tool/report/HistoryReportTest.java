package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.testing.Runs;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.history.History;
import org.hookbench.tool.history.HistoryRequest;
import org.hookbench.tool.history.HistoryResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryReportTest {
  private static final Pattern NO_NUMBER = Pattern.compile("(?i)\\bnan\\b|\\binfinity\\b");

  private static HistoryResults history(Set<String> workloads, Runs... runs) throws Exception {
    Map<Path, RunData> saved = new HashMap<>();
    IntStream.range(0, runs.length)
        .forEach(
            i ->
                saved.put(
                    Path.of("r" + i + ".json"),
                    runs[i].withNoise(100 + i).withCycles(10).daysLater(i).data()));
    List<Path> files = saved.keySet().stream().sorted().toList();
    return new History(
            saved::get,
            new HistoryRequest(
                files, OptionalDouble.empty(), Set.of(), workloads, OptionalInt.empty()))
        .results();
  }

  private static HistoryResults changed() throws Exception {
    Runs[] runs = new Runs[8];
    for (int i = 0; i < runs.length; i++) {
      runs[i] =
          Runs.quick()
              .withHooks(List.of("tc"))
              .withEffects(i < 4 ? 0.03 : 0.07)
              .withLibbpf(i < 4 ? "v1.1" : "v1.5")
              .byVersion(i < 4 ? "0.1.0" : "0.2.0");
    }
    return history(Set.of("TcpStream"), runs);
  }

  @Test
  void markdownHasTheChangeTheChartAndTheTables() throws Exception {
    String text = HistoryReport.MD.of(changed(), Optional.of(Gate.Outcome.REGRESSION));
    assertTrue(text.startsWith("# HookBench: 8 runs\n\nGate: failed"), text);
    assertTrue(text.contains("\n## tc of TcpStream\n"), text);
    assertTrue(text.contains("\n- Change 1: slower from run 5 on"), text);
    assertTrue(
        text.contains("Also changed there: libbpf v1.1 \\| v1.5; HookBench 0.1.0 \\| 0.2.0."),
        text);
    assertTrue(Pattern.compile("(?m)^   8 .*o").matcher(text).find(), text);
    assertTrue(text.contains("| run | cost, Gbit/s | interval | % | tag | change |"), text);
    assertTrue(text.contains("| 5 | 2026-01-05 00:00 | 6.1.0 | v1.5 \\* | r4.json |"), text);
  }

  @Test
  void thePageHasTheEffectOfEachRun() throws Exception {
    String page = HistoryReport.HTML.of(changed(), Optional.empty());
    assertEquals(2, page.split("data-chart=\"forest\"", -1).length);
    assertTrue(page.contains("\"id\":\"run 8\"") && page.contains("\"index\":3"), "a new colour");
    assertTrue(page.contains(">1 slower</td>"), "the change in the table");
    assertTrue(page.contains("<li>Change 1: slower from run 5 on"), page.substring(0, 200));
  }

  @Test
  void jsonHasEverything() throws Exception {
    JsonNode root =
        new ObjectMapper()
            .readTree(HistoryReport.JSON.of(changed(), Optional.of(Gate.Outcome.REGRESSION)));
    assertEquals(8, root.path("runs").size());
    assertEquals("v1.5", root.at("/runs/4/machine/libbpf").asText());
    JsonNode change = root.at("/series/0/changes/0");
    assertEquals(4, change.path("before").asInt());
    assertTrue(change.path("cost").asDouble() < 0, "goodput that is lost");
    assertTrue(change.path("effectPercentLow").asDouble() > 3, change.toString());
    assertTrue(change.path("ofHook").asBoolean());
    assertEquals(2.0 / 70, change.path("p").asDouble(), 1e-12);
    assertEquals(1, root.at("/gate/exitCode").asInt());
    assertTrue(root.at("/series/0/points/0/costLow").isNumber());
  }

  @Test
  void theChartShowsNoughtAndIntervalsThatLeaveIt() throws Exception {
    HistoryResults results =
        history(
            Set.of("UdpPackets"),
            Runs.quick().withHooks(List.of("tc")).withEffects(-0.02),
            Runs.quick().withHooks(List.of("tc")).withEffects(0.02));
    HistoryChart chart = new HistoryChart(results.series().get(0).points(), 41);
    String first = chart.line(results.series().get(0).points().get(0));
    String second = chart.line(results.series().get(0).points().get(1));
    assertEquals(first.indexOf('.'), second.indexOf('.'), first + "\n" + second);
    assertTrue(first.indexOf('o') < first.indexOf('.'), first);
    assertTrue(second.indexOf('o') > second.indexOf('.'), second);
    assertEquals(41, chart.scale().length());
    assertTrue(Pattern.matches("-\\d+ +\\+\\d+", chart.scale()), chart.scale());
  }

  @ParameterizedTest
  @EnumSource
  void namesFromOutsideAreNoMarkup(HistoryReport format) throws Exception {
    List<String> hooks = List.of("tc", Made.SCRIPT, "a|b `c` *d*", "\u001b[31mred\u202e");
    String evil = "</title>" + Made.SCRIPT + "|\u001b[2J";
    String text =
        format.of(
            history(
                Set.of(),
                Runs.quick().withHooks(hooks).onKernel(evil).withTag(evil),
                Runs.quick().withHooks(hooks).onKernel("{{data}} &lt;").withLibbpf(evil)),
            Optional.empty());
    assertFalse(text.contains("\u001b"));
    assertFalse(format != HistoryReport.JSON && text.contains("\u202e"));
    assertFalse(format == HistoryReport.HTML && text.contains(Made.SCRIPT), text);
    if (format == HistoryReport.MD) {
      assertFalse(Pattern.compile("[^\\\\]\\|b").matcher(text).find(), text);
    }
    if (format == HistoryReport.TEXT) {
      assertEquals(List.of(), text.lines().filter(l -> l.length() > 80).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatHasNoIntervalHasNoNumberForIt(HistoryReport format) throws Exception {
    String text =
        format.of(
            history(
                Set.of(),
                Runs.quick().withForks(1),
                Runs.quick().withForks(2),
                Runs.quick().withoutSpread(),
                Runs.quick().withEffects(0.1, 3, -3)),
            Optional.empty());
    if (format != HistoryReport.HTML) {
      assertFalse(NO_NUMBER.matcher(text).find(), text);
    }
  }
}
