package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.testing.BrowserTest;
import org.hookbench.testing.Chromium;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A profile's page as a browser shows it, with the graphs inside. */
@BrowserTest
class ProfilePageInBrowserTest {
  private static final int HEIGHT = 844;

  /** What a graph tells the page once it is drawn; the frame's walls let nothing else through. */
  private static final String TELL =
      "\\u003cscript\\u003eparent.postMessage('drawn ' + levels.flat().length + ' '"
          + " + (search('^do_xdp_generic$'), matchval) + ' ' + canvasWidth, '*')"
          + "\\u003c/script\\u003e\\u003c/body\\u003e";

  private static final String HEAR =
      "<script>window.heard = []; addEventListener('message', e => heard.push(e.data));</script>";

  private static final String PROBE =
      """
      [document.documentElement.scrollWidth, document.querySelectorAll('iframe').length,
        [...document.querySelectorAll('iframe')].filter(f => f.srcdoc).length,
        document.querySelectorAll('.chart[data-chart=series] .curve').length,
        heard.length, heard.join(' / ')].join('|')
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void graphIsDrawnUnlessItIsFoldedAway(int width) throws IOException, InterruptedException {
    RunResults results = Made.of(Runs.standard());
    String page =
        ProfilePage.of(results, MadeProfiles.of(results, 100))
            .replace("\\u003c/body\\u003e", TELL)
            .replace("</head>", HEAR + "</head>")
            .replace(
                "</body>",
                "<script>document.querySelector('iframe').scrollIntoView()</script></body>");
    Chromium.Seen seen = new Chromium(folder).look(page, width, HEIGHT, PROBE);
    assertEquals(List.of(), seen.console());
    String[] found = seen.found().split("\\|");
    assertTrue(Integer.parseInt(found[0]) <= width, () -> "page is wider: " + seen.found());
    int frames = Integer.parseInt(found[1]);
    int made = Integer.parseInt(found[2]);
    assertEquals(3 * (2 * 3 + 1), frames);
    assertTrue(made >= 1 && made <= 3 * 3, () -> "what is folded away, too: " + seen.found());
    // three cases of two columns with five arms
    assertEquals(3 * 2 * 5, Integer.parseInt(found[3]));
    assertEquals(made, Integer.parseInt(found[4]), seen.found());
    assertTrue(found[5].matches("(drawn [1-9]\\d+ \\d+\\.\\d\\d% [1-9]\\d+( / )?)+"), seen.found());
  }

  @Test
  void hostileNamesStayText() throws IOException, InterruptedException {
    RunResults results = Made.hostile();
    Chromium.Seen seen =
        new Chromium(folder)
            .look(
                ProfilePage.of(results, MadeProfiles.of(results, 0))
                    .replace("</head>", HEAR + "</head>"),
                1280,
                HEIGHT,
                PROBE);
    assertEquals(List.of(), seen.console());
  }
}
