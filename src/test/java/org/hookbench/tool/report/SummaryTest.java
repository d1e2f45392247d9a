package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every format says the same of a run: the words of its {@link Summary}. */
class SummaryTest {
  /** What a terminal shows of a run, without its layout. */
  static String words(RunResults results) {
    return unlaid(
        String.join(" ", SummaryText.lines(Answer.of(results).orElseThrow(), new Ansi(false))));
  }

  static String unlaid(String text) {
    return text.replaceAll("[\\s\u00a0]+", " ").strip();
  }

  @TestFactory
  Stream<DynamicTest> markdownAndPageSayWhatTheTextSays() {
    return Made.all().entrySet().stream()
        .filter(e -> Answer.of(e.getValue()).isPresent())
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> same(e)));
  }

  private static void same(Map.Entry<String, RunResults> made) {
    // a name too long for the terminal is broken there
    String words = words(made.getValue()).replace(" ", "");
    assertEquals(
        words,
        ofMarkdown(new MarkdownReport().render(made.getValue())).replace(" ", ""),
        "Markdown of " + made.getKey());
    assertEquals(
        words,
        ofPage(new HtmlReport().render(made.getValue())).replace(" ", ""),
        "HTML of " + made.getKey());
  }

  private static String ofMarkdown(String report) {
    String above = report.replaceAll("(?m)^\\*\\*(UNTRUSTED|PARTIAL|FAILED): .*$", "");
    int end = Math.min(at(above, "\nParameters: "), at(above, "\n## "));
    String shown =
        above
            .substring(0, end)
            .replaceFirst("# ", "")
            .replaceAll("(?m)^\\|[-: |]+\\|$", "")
            .replaceAll("(?m)^- \\*\\*([A-Za-z]+)\\*\\*", "$1")
            .replaceAll("\\| \\*\\*(.*?)\\*\\* \\|", "| $1 |")
            .replace("&emsp;", "")
            .replaceAll("(?<!\\\\)\\|", " ")
            .replaceAll("\\\\([\\\\`*_#~|\\]])", "$1");
    return unlaid(StringEscapeUtils.unescapeHtml4(shown));
  }

  private static int at(String text, String part) {
    int found = text.indexOf(part);
    return found < 0 ? text.length() : found;
  }

  private static String ofPage(String page) {
    int from = page.indexOf("<section class=\"summary\"");
    String shown =
        page.substring(from, page.indexOf("</section>", from))
            .replaceAll("<(wbr|/?[ab])( [^>]*)?>", "")
            .replaceAll("<[^>]*>", " ");
    return unlaid(StringEscapeUtils.unescapeHtml4(shown));
  }

  /** Not only the answers: signs and directions are the same in what stands below them. */
  @Test
  void everyTableHasTheMetricsOwnDirection() {
    RunResults results = Made.of(Runs.standard().withEffects(0.03, Math.log(2), 0.15));
    String text = new TextReport(false).render(results);
    String stream = text.substring(text.indexOf("TcpStream payload=131072: goodput"));
    String row = stream.lines().filter(l -> l.startsWith(" xdpgeneric ")).findFirst().orElseThrow();
    assertTrue(row.matches(" xdpgeneric +-\\S+ +-50.* \\[-5.*, -4.*\\] .* slower"), row);
    assertTrue(
        new MarkdownReport().render(results).matches("(?s).*xdpgeneric \\| slower \\| -50.*"));
    for (ReportFormat format :
        List.of(new TextReport(false), new MarkdownReport(), new HtmlReport())) {
      String report = format.render(results);
      for (String word : List.of("WORSE", "BETTER", "EQUIVALENT", "INCONCLUSIVE", "+ is worse")) {
        assertFalse(report.contains(word), format.name() + " says " + word);
      }
    }
  }

  /** What is no speed is not called slow. */
  @Test
  void whatIsNeitherATimeNorARateIsWorse() {
    for (String unit : List.of("ns", "ns/packet", "us", "Gbit/s", "ops/ms", "s", "bits/s")) {
      assertEquals("slower", Verdicts.word(org.hookbench.framework.stats.Verdict.WORSE, unit));
    }
    for (String unit : List.of("bytes", "", "segments", "%")) {
      assertEquals(
          "worse?", Verdicts.word(org.hookbench.framework.stats.Verdict.WORSE_LIKELY, unit));
    }
  }
}
