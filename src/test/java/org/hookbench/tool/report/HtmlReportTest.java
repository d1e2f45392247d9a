package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HtmlReportTest {
  private static final int MOST_BYTES = 1_500_000;
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> everyRunMakesAPage() {
    return Made.all().entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(),
                    () -> {
                      String page = new HtmlReport().render(e.getValue());
                      assertTrue(page.getBytes(StandardCharsets.UTF_8).length < MOST_BYTES);
                      assertEquals(e.getValue().cases().size(), data(page).get("cases").size());
                      String ours = page.substring(0, page.indexOf("d3js.org"));
                      assertFalse(ours.contains("NaN"), "NaN");
                    }));
  }

  /** As where a run is stopped before its first fork begins. */
  @Test
  void aRunWithoutCasesHasNoSlicesToSpeakOf() {
    RunData quick = Runs.quick().data();
    RunData none =
        new RunData(
            quick.version(),
            RunData.Status.PARTIAL,
            0,
            0,
            List.of(),
            quick.design(),
            Map.of(),
            List.of(),
            List.of());
    String page = new HtmlReport().render(Analysis.of(none, OptionalDouble.empty()));
    assertTrue(page.contains("seed 42, 0 s. Arguments: none"), page);
  }

  @Test
  void loadsNothing() {
    String page = new HtmlReport().render(Made.of(Runs.quick()));
    assertFalse(
        Pattern.compile("(src|href)=\"(?!#)|@import|url\\(").matcher(page).find(),
        "a reference out of the page");
    assertTrue(page.contains("default-src 'none'"));
  }

  @Test
  void namesStayText() throws IOException {
    String page = new HtmlReport().render(Made.hostile());
    assertFalse(page.contains(Made.SCRIPT));
    assertFalse(page.contains("<img"));
    assertFalse(page.contains("<b>bold"));
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;"));
    assertEquals(
        Made.SCRIPT, data(page).at("/cases/0/arms/2/id").textValue(), "in the charts' data");
    // jmustache must not read a name as a template
    assertTrue(page.contains("{{data}}"));
  }

  private static JsonNode data(String page) throws IOException {
    Matcher m = DATA.matcher(page);
    assertTrue(m.find());
    return new ObjectMapper().readTree(m.group(1));
  }
}
