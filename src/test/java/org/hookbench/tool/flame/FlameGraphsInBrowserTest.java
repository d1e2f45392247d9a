package org.hookbench.tool.flame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.testing.BrowserTest;
import org.hookbench.testing.Chromium;
import org.hookbench.testing.Sampled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A differential flame graph by itself, as a browser shows it and lets one use it. */
@BrowserTest
class FlameGraphsInBrowserTest {
  private static final Stacks NONE = Sampled.arms().get(0);
  private static final Stacks GENERIC = Sampled.arms().get(3);

  /** Finds a frame, its colour on the canvas, what searching finds and what a click shows. */
  private static final String PROBE =
      """
      (() => {
        const all = levels.flat(), at = f => [
          (f.left - root.left + f.width / 2) * px,
          canvasHeight - f.level * 16 - 8];
        const pixel = f => {
          const [x, y] = [(f.left - root.left + f.width) * px - 5, at(f)[1]];
          const k = devicePixelRatio || 1;
          return [...c.getImageData(x * k, y * k, 1, 1).data.slice(0, 3)];
        };
        const generic = all.find(f => f.title === 'do_xdp_generic');
        const red = /^rgb\\(255,(\\d+),\\1\\)$/.test(generic.color);
        search('^do_xdp_gen');
        const found = matchval, painted = pixel(generic).join();
        search(false);
        const [x, y] = at(generic);
        const place = canvas.getBoundingClientRect();
        for (const kind of ['mousemove', 'click']) {
          canvas.dispatchEvent(new MouseEvent(kind, {
            bubbles: true, clientX: place.left + x, clientY: place.top + y }));
        }
        return [red, found, painted, root.title, status.textContent.split('\\n')[0], generic.width]
          .join('|');
      })()
      """;

  @TempDir Path folder;

  @Test
  void frameIsRedFoundAndZoomedInto() throws IOException, InterruptedException {
    String html =
        FlameGraphs.difference("xdpgeneric", "UdpPackets", "packet", NONE, GENERIC).html();
    Chromium.Seen seen = new Chromium(folder).look(html, 1280, 844, PROBE);
    assertEquals(List.of(), seen.console());
    String[] found = seen.found().split("\\|");
    assertEquals("true", found[0], seen.found());
    assertTrue(found[1].matches("\\d+\\.\\d\\d%") && !found[1].startsWith("0.00"), seen.found());
    assertEquals("238,0,238", found[2], seen.found());
    assertEquals("do_xdp_generic", found[3], seen.found());
    assertEquals("Function: do_xdp_generic", found[4], seen.found());
    double nanos =
        FoldedFile.pairs(NONE, GENERIC).entrySet().stream()
            .filter(e -> e.getKey().contains(Sampled.GENERIC_XDP))
            .mapToLong(e -> e.getValue().hook())
            .sum();
    assertEquals(nanos, Double.parseDouble(found[5]), seen.found());
  }

  /**
   * It opens where the hook is, figures are for a packet, keys go from frame to frame, it can be
   * saved, and paper is white.
   */
  @Test
  void opensAtTheSystemCallAndTakesKeys() throws IOException, InterruptedException {
    String html =
        FlameGraphs.difference("xdpgeneric", "UdpPackets", "packet", NONE, GENERIC).html();
    Chromium.Seen seen =
        new Chromium(folder)
            .look(
                html.replace(
                    "</body>",
                    """
                    <script>
                    URL.createObjectURL = b => { b.text().then(t => window.saved = t); return '#'; };
                    [...document.querySelectorAll('button')].find(b => b.textContent === 'Save as SVG').click();
                    </script></body>
                    """),
                390,
                844,
                true,
                """
                (() => {
                  const opened = root.title;
                  const key = key => canvas.dispatchEvent(new KeyboardEvent('keydown', { key }));
                  key('ArrowUp');
                  const above = status.textContent;
                  key('0');
                  const page = () => [...c.getImageData(1, 1, 1, 1).data.slice(0, 3)].join();
                  const dark = document.documentElement.className;
                  dispatchEvent(new Event('beforeprint'));
                  const paper = page();
                  const svg = new DOMParser().parseFromString(saved, 'image/svg+xml').documentElement;
                  return [opened, above.replace(/\\n/g, ' '), dark, paper, svg.tagName,
                    svg.querySelectorAll('[stroke-width="2"]').length > 2,
                    document.documentElement.scrollWidth <= innerWidth].join('|');
                })()
                """);
    assertEquals(List.of(), seen.console());
    String[] found = seen.found().split("\\|");
    assertEquals("__x64_sys_sendto", found[0], seen.found());
    assertTrue(
        found[1].matches("Function: __sys_sendto \\([\\d,]+ ns/packet, [\\d.]+%\\)"), seen.found());
    assertEquals("dark", found[2], seen.found());
    assertEquals("255,255,255", found[3], seen.found());
    assertEquals("svg|true|true", found[4] + "|" + found[5] + "|" + found[6]);
  }
}
