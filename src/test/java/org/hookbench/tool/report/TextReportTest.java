package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TextReportTest {
  private static final int LAST_SCREEN = 40;

  @TestFactory
  Stream<DynamicTest> fitsIn80Columns() {
    return Made.all().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> fits(text(e.getValue()))));
  }

  private static void fits(String text) {
    text.lines()
        .forEach(l -> assertTrue(l.length() <= TextReport.WIDTH, () -> l.length() + ": " + l));
    assertTrue(text.endsWith("\n") && !text.contains("\r"));
  }

  /** The answer is last; the comparisons are a screen before it. */
  @Test
  void comparisonsOfAStandardRunFitOnAScreen() {
    String text = text(Made.of(Runs.standard()));
    int comparisons = text.indexOf("TcpRoundTrip payload=1: round trip in us");
    int answer = text.indexOf("What an empty eBPF program costs");
    long lines = text.substring(comparisons, answer).strip().lines().count();
    assertTrue(lines < LAST_SCREEN, () -> lines + " lines");
  }

  @Test
  void saysTheSameWarningOnce() {
    String text = text(Made.of(Runs.quick()));
    String comparisons = text.substring(text.indexOf("TcpRoundTrip payload=1: round trip"));
    assertEquals(
        3, comparisons.split("tc, xdpgeneric, xdpdrv: assumes normal forks", -1).length - 1);
  }

  @Test
  void namesTheNullArmTheNoiseFloorInItsRow() {
    assertTrue(text(Made.of(Runs.quick())).lines().anyMatch(l -> l.matches(" null .* noise")));
    assertTrue(
        text(Made.of(Runs.quick().withNullEffect(0.05)))
            .lines()
            .anyMatch(l -> l.matches(" null .* noise, slower")));
  }

  @Test
  void saysWhyAQuantileIsLeftOut() {
    String enough = text(Made.of(Runs.quick()));
    assertTrue(
        enough.lines().anyMatch(l -> l.matches(" tc +\\+3\\.09  \\+3\\.14 \\[.*\\]  -8 \\[.*\\]")),
        enough);
    String few = text(Made.of(Runs.quick().withFewOperations()));
    assertTrue(few.lines().anyMatch(l -> l.matches(" tc +\\+\\S+  \\+\\S+ \\[.*\\]  -")), few);
    assertTrue(
        few.replaceAll("\\s+", " ").contains("-: p99 needs at least 1000 samples, has 500"), few);
  }

  @Test
  void saysWhatMustNotBeMissedLast() {
    assertTrue(text(Made.of(Runs.standard().stopped())).contains("\nPARTIAL: the run was stopped"));
    assertTrue(text(Made.of(Runs.quick().withSilentHook())).endsWith("comparison.\n"));
    assertTrue(
        text(Made.of(Runs.quick().withSilentHook()))
            .contains("UNTRUSTED: tc: fork 1: the program is attached and never ran"));
    assertTrue(text(Made.of(Runs.quick().stoppedAtOnce())).contains("nothing to compare"));
    assertTrue(
        text(Made.of(Runs.quick().withForks(1))).contains("all: needs at least 6 forks, has 1"));
  }

  @Test
  void coloursOnlyWhenAsked() {
    RunResults results = Made.of(Runs.quick());
    assertFalse(text(results).contains("\u001b"));
    String coloured = new TextReport(true).render(results);
    assertTrue(coloured.contains("\u001b[31mslower\u001b[0m"));
    assertEquals(text(results), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void sendsATerminalNoCommands() {
    String text = text(Made.hostile());
    assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c != 0x7f && c != 0x202e));
    assertTrue(text.contains("\\u001b[31mred"));
  }

  @Test
  void isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      String expected = text(Made.of(Runs.quick()));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(expected, text(Made.of(Runs.quick())));
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String text(RunResults results) {
    return new TextReport(false).render(results);
  }
}
