package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;

class LiveLinesTest {
  private static final int COLUMNS = 79;

  @Test
  void everyEffectSaysThatItIsInPerCent() {
    assertEquals(
        List.of(
            "TcpRoundTrip, us, after 6 forks",
            "  none        18.29",
            "  null        18.30  +0.18 [-0.43, +0.83] %",
            "  tc          18.87  +3.09 [+2.38, +3.86] %",
            "  xdpgeneric  19.48  +6.63 [+6.09, +7.19] %",
            "  xdpdrv      21.25  +16.4 [+15.7, +17.1] %"),
        LiveLines.of(Made.of(Runs.quick()).cases().get(0)));
  }

  @Test
  void anEffectWithoutAnIntervalToo() {
    List<String> lines = LiveLines.of(Made.of(Runs.quick().withForks(1)).cases().get(0));
    assertEquals("TcpRoundTrip, us, after 1 fork", lines.get(0));
    assertTrue(lines.get(3).matches("  tc +18\\.\\d\\d  \\+\\d\\.\\d\\d %"), lines.get(3));
  }

  @Test
  void fitsATerminal() {
    for (String run : List.of("standard", "far apart", "untrusted")) {
      Made.all().get(run).cases().stream()
          .flatMap(c -> LiveLines.of(c).stream())
          .forEach(l -> assertTrue(l.length() <= COLUMNS, l));
    }
  }
}
