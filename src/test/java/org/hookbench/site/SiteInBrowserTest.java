package org.hookbench.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hookbench.testing.BrowserTest;
import org.hookbench.testing.Chromium;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of the manual as a browser shows them. */
@BrowserTest
class SiteInBrowserTest {
  private static final String PROBE =
      """
      (() => {
        const text = document.querySelector('main').getBoundingClientRect();
        return `page=${document.documentElement.scrollWidth} heading=${
            Math.round(document.querySelector('h1').getBoundingClientRect().top)}`;
      })()
      """;

  @TempDir Path folder;

  /** The page is no wider than the window, and its heading is on the first screen. */
  @ParameterizedTest
  @CsvSource({"1280, getting-started", "390, getting-started", "1280, run-file", "390, run-file"})
  void fitsTheWindow(int width, String name) throws IOException, InterruptedException {
    Map<String, String> pages = Site.of(Path.of("").toAbsolutePath());
    Chromium.Seen seen = new Chromium(folder).look(pages.get(name + ".html"), width, 844, PROBE);
    assertEquals(List.of(), seen.console());
    int page = Integer.parseInt(seen.found().replaceAll("page=(\\d+) .*", "$1"));
    int heading = Integer.parseInt(seen.found().replaceAll(".* heading=(\\d+)", "$1"));
    assertTrue(page <= width, seen.found());
    assertTrue(heading >= 0 && heading < 300, seen.found());
  }
}
