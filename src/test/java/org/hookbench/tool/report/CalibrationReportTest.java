package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A calibration as text and as a page; what a browser makes of it is in HtmlInBrowserTest. */
class CalibrationReportTest {
  @Test
  void textIsATableAndAPlot() {
    assertEquals(
        """
        Noise  9 of 200 comparisons of two arms with nothing attached show a
               difference, 4.5 % (95 % interval 2.1 .. 8.4; 3.1 % are to be expected):
               passed
        Noise  with early stopping, 4 of 100 comparisons of two arms with nothing
               attached show a difference, 4.0 % (95 % interval 1.1 .. 9.9; at most 4.8
               % are to be expected): passed

        Injection, ns/packet: what a program costs over one that burns 4000 ns
         asked  kernel's account   cost  95 % interval   change  answer
            +0            +80.36    +76  +64 .. +87
          +250            +313.4   +318  +306 .. +329    +1.6 %  passed
          +500            +553.3   +551  +539 .. +562    -0.4 %  passed
         +1000             +1055  +1061  +1049 .. +1072  +0.6 %  passed
         +2000             +2105  +2066  +2054 .. +2077  -1.9 %  passed

                0 ns                                      2105 ns
             0  ··@················································
           250  ·······|o··········································
           500  ·············@·····································
          1000  ·························@·························
          2000  ·················································o|
                | the kernel's account, o the cost that was found, @ both

        Calibration PASSED in 393 s
        """,
        CalibrationReport.of(Made.calibration(1061)));
  }

  @Test
  void aCostThatIsNotRecoveredFails() {
    String text = CalibrationReport.of(Made.calibration(1200));
    assertTrue(text.contains(" +13.7 %  FAILED\n"), text);
    assertTrue(text.endsWith("Calibration FAILED in 393 s\n"), text);
    String page = CalibrationPage.of(Made.calibration(1200));
    assertTrue(
        page.contains(
            "<h1 id=\"question\" class=\"verdict worse\">Calibration FAILED in 393 s</h1>"));
    assertTrue(page.contains("<td class=\"worse\">FAILED</td>"));
  }

  @Test
  void thePageSaysInWordsWhatItsPlotShows() {
    String page = CalibrationPage.of(Made.calibration(1061));
    assertTrue(
        page.contains(
            "data-label=\"Plot of claimed against true. asked 0 ns: the kernel&#39;s account 80.36,"
                + " cost found 75.73; asked 250 ns"),
        "the chart's label");
    assertTrue(page.contains("9 of 200 comparisons of two arms with nothing attached show"));
    assertTrue(page.contains("default-src 'none'"));
    assertFalse(page.contains(Made.SCRIPT), "a fact of the machine is text");
  }
}
