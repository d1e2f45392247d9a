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
import org.junit.jupiter.params.provider.CsvSource;
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
    assertEquals(3 + 3, count(shown, "class=\"band\""));
    assertTrue(count(shown, "class=\"curve\"") >= 3 * 4 + 3);
    assertTrue(count(shown, "class=\"interval\"") >= 3 * 4);
    assertEquals(0, count(shown, "NaN"));
  }

  /** What a reader sees first are the words of the terminal, and nothing else. */
  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
  void theFirstScreenIsTheTerminals(int width, boolean dark)
      throws IOException, InterruptedException {
    RunResults results =
        Made.of(Runs.quick().withPrograms(List.of("pass", "x/y/my-filter.bpf.o:ingress")));
    Chromium.Seen seen =
        new Chromium(folder)
            .look(
                new HtmlReport().render(results),
                width,
                HEIGHT,
                dark,
                "document.querySelector('.summary').innerText");
    assertEquals(SummaryTest.words(results), SummaryTest.unlaid(seen.found()));
  }

  /** Of 4.5 at least, which WCAG wants of text: of what is written, with what is behind it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void textCanBeReadInLightAndDark(boolean dark) throws IOException, InterruptedException {
    Chromium.Seen seen =
        new Chromium(folder)
            .look(
                new HtmlReport().render(Made.all().get("untrusted")),
                390,
                HEIGHT,
                dark,
                """
                (() => {
                  const light = text => {
                    const [r, g, b] = text.match(/\\d+/g).slice(0, 3).map(v => v / 255)
                      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                  };
                  const page = light(getComputedStyle(document.body).backgroundColor);
                  const poor = [...document.querySelectorAll('h1, h2, p, td, th, dd, dt, a, li, button, svg text')]
                    .filter(e => e.textContent.trim()).filter(e => {
                      const style = getComputedStyle(e);
                      const ink = light(e.closest('svg') ? style.fill : style.color);
                      return (Math.max(ink, page) + 0.05) / (Math.min(ink, page) + 0.05) < 4.5;
                    });
                  return (page < 0.5) + '|' + poor.map(e => e.outerHTML.slice(0, 80)).join('|');
                })()
                """);
    assertEquals(dark + "|", seen.found());
  }

  /** No word is broken in the summary, and no table hides what is beside it. */
  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void noCellOfTheSummaryIsCut(int width) throws IOException, InterruptedException {
    for (String made : List.of("standard", "far apart", "ten arms")) {
      Chromium.Seen seen =
          look(
              new HtmlReport().render(Made.all().get(made)),
              width,
              """
              [...document.querySelectorAll('.summary td')].filter(e => {
                const box = e.getBoundingClientRect();
                const line = parseFloat(getComputedStyle(e).lineHeight);
                return e.scrollWidth > e.clientWidth + 1 || box.right > innerWidth || box.height > 2 * line;
              }).map(e => e.innerText).join('|')
              """);
      assertEquals("", seen.found(), made);
    }
  }

  @Test
  void aChartIsSavedAsAPictureOfItsOwn() throws IOException, InterruptedException {
    String click =
        """
        <script>
        window.saved = [];
        URL.createObjectURL = b => { b.text().then(t => saved.push(t)); return '#'; };
        document.querySelectorAll('button.save').forEach(b => { b.focus(); b.click(); });
        </script></body>
        """;
    String page = new HtmlReport().render(Made.of(Runs.quick())).replace("</body>", click);
    Chromium.Seen seen =
        look(
            page,
            1280,
            """
            saved.map(text => {
              const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
              return svg.tagName + ' ' + svg.querySelectorAll('path').length + ' ' + /var\\(|class=/.test(text);
            }).join('|')
            """);
    String[] saved = seen.found().split("\\|");
    assertEquals(3 + 3 + 1, saved.length, seen.found());
    for (String svg : saved) {
      assertTrue(svg.matches("svg [1-9]\\d* false"), seen.found());
    }
  }

  /** The rules for paper, on the page of a dark room. */
  @Test
  void paperIsWhiteAndHasNoButtons() throws IOException, InterruptedException {
    Chromium.Seen seen =
        new Chromium(folder)
            .look(
                new HtmlReport().render(Made.of(Runs.quick())),
                794,
                HEIGHT,
                true,
                """
                (() => {
                  const rules = [...document.styleSheets[0].cssRules].filter(r => r.conditionText === 'print')
                    .flatMap(r => [...r.cssRules]).map(r => r.cssText).join('\\n');
                  document.head.appendChild(document.createElement('style')).textContent = rules;
                  const style = (what, name) => getComputedStyle(document.querySelector(what))[name];
                  return [style('body', 'backgroundColor'), style('.save', 'display'),
                    style('.scroll', 'overflowX'), document.documentElement.scrollWidth <= 794].join('|');
                })()
                """);
    assertEquals("rgb(255, 255, 255)|none|visible|true", seen.found());
  }

  @Test
  void aComparisonFitsAPhoneAndIsDrawn() throws IOException, InterruptedException {
    for (int width : new int[] {1280, 390}) {
      Chromium.Seen seen =
          look(ComparisonReportTest.render(ComparisonReport.HTML, "w"), width, PROBE);
      assertEquals(List.of(), seen.console());
      Matcher m = MEASURED.matcher(seen.found());
      assertTrue(m.matches() && Integer.parseInt(m.group(2)) <= width, seen.found());
      assertTrue(count(seen.dom(), "class=\"interval\"") >= 1);
    }
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
    return look(page, width, PROBE);
  }

  private Chromium.Seen look(String page, int width, String probe)
      throws IOException, InterruptedException {
    return new Chromium(folder).look(page, width, HEIGHT, probe);
  }

  private static int count(String text, String pattern) {
    return (int) Pattern.compile(pattern).matcher(text).results().count();
  }
}
