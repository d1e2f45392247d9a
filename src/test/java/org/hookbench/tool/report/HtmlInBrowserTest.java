package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.testing.BrowserTest;
import org.hookbench.testing.Chromium;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTML report, and a calibration's page, as a browser shows them. */
@BrowserTest
class HtmlInBrowserTest {
  private static final int HEIGHT = 844;

  /** What can only be seen from inside; a run may have nothing to say. */
  private static final String PROBE =
      """
      (() => {
        const claim = [...document.querySelectorAll('.summary tbody tr, h1.verdict')].pop() ?? document.body;
        return `window=${innerWidth} page=${document.documentElement.scrollWidth}`
          + ` verdict=${Math.round(claim.getBoundingClientRect().bottom)}`;
      })()
      """;

  private static final Pattern MEASURED =
      Pattern.compile("window=(\\d+) page=(\\d+) verdict=(\\d+)");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void showsWhatMustBeSeen(int width) throws IOException, InterruptedException {
    Chromium.Seen seen = look(Made.of(Runs.standard()), width);
    assertEquals(List.of(), seen.console());
    Matcher m = MEASURED.matcher(seen.found());
    assertTrue(m.matches(), seen.found());
    assertEquals(width, Integer.parseInt(m.group(1)));
    assertTrue(Integer.parseInt(m.group(2)) <= width, () -> "page is wider: " + m.group());
    assertTrue(Integer.parseInt(m.group(3)) <= HEIGHT, () -> "verdict is below: " + m.group());
    String shown = seen.dom().substring(0, seen.dom().indexOf("id=\"data\""));
    // 3 forest plots, 3 of drift, 1 of latencies; each with words for who can't see it
    assertEquals(
        7,
        count(
            shown,
            "<svg width=\"\\d+\" height=\"\\d+\" viewBox=\"[^\"]*\" role=\"img\" aria-label=\"[^\"]+"));
    assertEquals(3, count(shown, "class=\"band\""));
    assertTrue(count(shown, "class=\"curve\"") >= 3 * 4 + 5);
    assertTrue(count(shown, "class=\"interval\"") >= 3 * 4);
    assertEquals(0, count(shown, "NaN"));
  }

  @Test
  void drawsHostileNamesAsText() throws IOException, InterruptedException {
    Chromium.Seen seen = look(Made.hostile(), 1280);
    assertEquals(List.of(), seen.console());
    assertFalse(seen.dom().contains("<img"));
    assertFalse(seen.dom().contains("<script>alert"));
    assertTrue(count(seen.dom(), "<svg width") >= 7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void calibrationIsDrawnAndItsVerdictSeen(int width) throws IOException, InterruptedException {
    for (int found : new int[] {1061, 1200}) {
      Chromium.Seen seen = look(CalibrationPage.of(Made.calibration(found)), width);
      assertEquals(List.of(), seen.console());
      Matcher m = MEASURED.matcher(seen.found());
      assertTrue(m.matches() && Integer.parseInt(m.group(2)) <= width, seen.found());
      assertTrue(
          Integer.parseInt(m.group(3)) <= HEIGHT / 2, () -> "verdict is below: " + m.group());
      String shown = seen.dom().substring(0, seen.dom().indexOf("id=\"data\""));
      assertEquals(1, count(shown, "<svg [^>]*role=\"img\" aria-label=\"Plot of claimed[^\"]+"));
      assertEquals(5, count(shown, "class=\"point\""));
      assertEquals(5, count(shown, "class=\"interval\""));
      assertEquals(found == 1061 ? 0 : 1, count(shown, "class=\"point\" fill=\"var\\(--bad\\)\""));
      assertEquals(0, count(shown, "NaN"));
      assertFalse(shown.contains(Made.SCRIPT));
    }
  }

  @Test
  void everyKindOfRunFitsAPhone() throws IOException, InterruptedException {
    for (var made : Made.all().entrySet()) {
      Chromium.Seen seen = look(made.getValue(), 390);
      assertEquals(List.of(), seen.console(), made.getKey());
      Matcher m = MEASURED.matcher(seen.found());
      assertTrue(
          m.matches() && Integer.parseInt(m.group(2)) <= 390, made.getKey() + ": " + seen.found());
    }
  }

  private Chromium.Seen look(RunResults results, int width)
      throws IOException, InterruptedException {
    return look(new HtmlReport().render(results), width);
  }

  private Chromium.Seen look(String page, int width) throws IOException, InterruptedException {
    return new Chromium(folder).look(page, width, HEIGHT, PROBE);
  }

  private static int count(String text, String pattern) {
    return (int) Pattern.compile(pattern).matcher(text).results().count();
  }
}
