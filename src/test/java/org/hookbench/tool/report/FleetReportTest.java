package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.stats.HeterogeneityEstimator;
import org.hookbench.testing.Runs;
import org.hookbench.tool.fleet.Fleet;
import org.hookbench.tool.fleet.FleetResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FleetReportTest {
  private static final Pattern NO_NUMBER = Pattern.compile("(?i)\\bnan\\b|\\binfinity\\b");

  @TempDir Path folder;

  private FleetResults fleet(Runs... runs) throws Exception {
    Map<Path, RunData> saved = new HashMap<>();
    for (Runs run : runs) {
      Path file = folder.resolve("m" + saved.size() + ".json");
      saved.put(Files.writeString(file, "a run"), run.daysLater(saved.size()).data());
    }
    return new Fleet(saved::get, OptionalDouble.empty(), HeterogeneityEstimator.REML).read(folder);
  }

  private FleetResults ordinary() throws Exception {
    return fleet(
        Runs.quick().withEffects(0.02, 0.065, 0.15),
        Runs.quick().withEffects(0.03, 0.065, 0.25),
        Runs.quick().withEffects(0.04, 0.065, 0.35).withForks(3));
  }

  @Test
  void theTextHasARowAHookAndMachineAndOneOverAll() throws Exception {
    String text = FleetReport.TEXT.of(ordinary());
    assertTrue(
        Pattern.compile("(?m)^ tc +m0 +\\d+ +\\+\\d\\.\\d\\d \\[.*\\] +slower$")
            .matcher(text)
            .find(),
        text);
    assertTrue(
        Pattern.compile("(?m)^ tc +all 2 +\\+\\d+\\.\\d+ \\[.*\\] +\\S+$").matcher(text).find(),
        text);
    assertTrue(text.contains("UdpPackets payload=64: cost in ns/packet, delta 1 %"), text);
    assertTrue(text.replaceAll("\\s+", " ").contains("needs at least 6 forks, has 3"), text);
    assertEquals(List.of(), text.lines().filter(l -> l.length() > 80).toList());
  }

  @Test
  void markdownHasTheSameTables() throws Exception {
    String text = FleetReport.MD.of(ordinary());
    assertTrue(
        text.contains("| hook | machine | none, ns/packet | change, % [interval] | answer |"));
    assertTrue(text.contains("| tc | all 2 |  | +"), text);
    assertTrue(text.contains("## Machines\n\n| machine | kernel | run of | file |"), text);
  }

  @Test
  void thePageHasAForestPlotOfEachHook() throws Exception {
    String page = FleetReport.HTML.of(ordinary());
    assertEquals(9, page.split("data-chart=\"forest\"", -1).length - 1);
    assertTrue(page.contains("\"id\":\"all 2\""), "the summary is a row");
    assertTrue(page.contains("<td class=\"worse\">slower</td>"), "answers have a style");
  }

  @ParameterizedTest
  @EnumSource
  void namesFromOutsideAreNoMarkup(FleetReport format) throws Exception {
    List<String> hooks = List.of("tc", Made.SCRIPT, "a|b `c` *d*", "\u001b[31mred\u202e");
    String text =
        format.of(
            fleet(
                Runs.quick().withHooks(hooks).onHost("</title>" + Made.SCRIPT + "|\u001b[2J"),
                Runs.quick().withHooks(hooks).onHost("{{data}} &lt;")));
    assertFalse(text.contains("\u001b") || text.contains("\u202e"));
    assertFalse(format == FleetReport.HTML && text.contains(Made.SCRIPT), text);
    if (format == FleetReport.MD) {
      assertFalse(Pattern.compile("[^\\\\]\\|b").matcher(text).find(), text);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatHasNoSummaryHasNoNumberForIt(FleetReport format) throws Exception {
    String text =
        format.of(
            fleet(
                Runs.quick().withForks(2),
                Runs.quick().withoutSpread(),
                Runs.quick().withEffects(0.1, 3, -3)));
    assertFalse(text.contains("all 2"), text);
    if (format != FleetReport.HTML) {
      assertFalse(NO_NUMBER.matcher(text).find(), text);
    }
  }
}
