package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.stats.Warning;
import org.hookbench.tool.compare.Basis;
import org.hookbench.tool.compare.Comparison;
import org.hookbench.tool.compare.ComparisonResults;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.compare.Measured;
import org.hookbench.tool.compare.Shift;
import org.hookbench.tool.compare.Side;
import org.hookbench.tool.compare.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonReportTest {
  private static final Pattern NO_NUMBER =
      Pattern.compile("(?i)\\bnan\\b|\\binf|\\bp 0(\\.0*)?(?![.\\d])");
  private static final String HOSTILE = "<script>alert(1)</script>|`x`\u001b[31m,\"=1+1";

  /** Ordinary, without interval, without per cent, and numbers at the end of what is possible. */
  private static ComparisonResults results(String workload) {
    Subject goodput = new Subject(workload, "", "goodput", "bits/s", true, 0.01);
    Subject latency = new Subject(workload, "", "mean latency", "us", false, 0.02);
    return new ComparisonResults(
        ComparisonResults.Kind.FOREIGN,
        new Side("none", List.of(Path.of("/some/folder/" + "long".repeat(30) + "/none.txt"))),
        List.of(new Side("tc", List.of(Path.of("tc.txt")))),
        0.95,
        3,
        List.of(
            comparison(
                goodput, 2.12e9, 1.86e9, shift(0.14, 0.1, 0.2), shift(-2.6e8, -3e8, -2e8), 0.008),
            comparison(latency, 0, 0, null, shift(0, 0, 0), 1),
            comparison(
                latency,
                1e-9,
                1e12,
                shift(1e150, -0.999, 1e150),
                shift(1e12, -1e12, 1e12),
                Double.MIN_NORMAL)),
        List.of(new Warning(Warning.Kind.TOOL, HOSTILE)),
        List.of("tc lacks " + HOSTILE),
        List.of("a run is partial"));
  }

  private static Comparison comparison(
      Subject subject, double base, double other, Shift relative, Shift change, double p) {
    return new Comparison(
        Basis.SAMPLES,
        "tc",
        subject,
        Measured.of(5, base),
        Measured.of(5, other),
        Optional.ofNullable(relative),
        Optional.of(change),
        OptionalDouble.of(p),
        OptionalDouble.of(p),
        OptionalDouble.empty(),
        Verdict.WORSE,
        List.of(new Warning(Warning.Kind.TIES, "equal values: p is for these ties")));
  }

  private static Shift shift(double estimate, double low, double high) {
    Optional<Interval> i = Optional.of(new Interval(low, high, 0.968));
    return new Shift(estimate, i, i, i);
  }

  static String render(ComparisonReport format, String workload) {
    ComparisonResults results = results(workload);
    return format.of(results, Optional.of(Gate.parse("worse>2%").check(results)));
  }

  @ParameterizedTest
  @EnumSource(ComparisonReport.class)
  void nothingThatIsNoNumberIsPrinted(ComparisonReport format) {
    String text = render(format, "w");
    if (format == ComparisonReport.HTML) {
      text = text.substring(0, text.indexOf("d3js.org"));
    } else {
      assertTrue(text.endsWith("\n"));
    }
    assertFalse(NO_NUMBER.matcher(text).find(), text);
  }

  @ParameterizedTest
  @EnumSource(ComparisonReport.class)
  void noControlCharacterComesThrough(ComparisonReport format) {
    assertFalse(render(format, HOSTILE).contains("\u001b"));
  }

  @Test
  void theTextFitsEightyColumns() {
    String text = render(ComparisonReport.TEXT, "demo.Spin.tokens[hook=" + "x".repeat(200) + "]");
    text.lines().forEach(l -> assertTrue(l.length() <= 80, l.length() + ": " + l));
    assertTrue(text.contains("UNTRUSTED: a run is partial"));
    assertTrue(text.contains("GATE worse>2%: UNTRUSTED (exit code 3)"), text);
    assertTrue(text.contains("2.120") && text.contains("Gbit/s"), text);
  }

  @Test
  void markdownHoldsNoHtmlOfOthers() {
    String text = render(ComparisonReport.MD, HOSTILE);
    assertFalse(text.contains("<script>"), text);
    assertTrue(text.contains("&lt;script&gt;"));
    Stream<String> rows = text.lines().filter(l -> l.startsWith("| "));
    rows.forEach(
        r -> assertEquals(9, r.replace("\\|", "").chars().filter(c -> c == '|').count(), r));
  }

  /** Text, Markdown and page have the same answers and changes. */
  @Test
  void everyFormatForPeopleSaysTheSame() {
    String page = render(ComparisonReport.HTML, "w");
    for (String text :
        List.of(render(ComparisonReport.TEXT, "w"), render(ComparisonReport.MD, "w"), page)) {
      String words = text.replace('\u00a0', ' ').replaceAll("\\s+", " ");
      // goodput: a time that is 14 % longer is a rate that is 12.28 % less
      assertTrue(words.contains("-12.28 [-16.67, -9.09]"), words);
      assertTrue(words.contains("slower"), words);
      assertTrue(words.contains("3 of 3 comparisons have values enough"), words);
      assertFalse(words.contains("WORSE"), words);
    }
  }

  @Test
  void thePageLoadsNothingAndHoldsNoHtmlOfOthers() {
    String page = render(ComparisonReport.HTML, HOSTILE);
    assertFalse(page.contains("<script>alert"));
    assertTrue(page.contains("default-src 'none'"));
    assertFalse(Pattern.compile("(src|href)=\"(?!#)|@import|url\\(").matcher(page).find());
    assertTrue(page.contains("UNTRUSTED a run is partial"), "said first");
    assertEquals(1, page.split("data-chart=\"forest\"", -1).length - 1);
  }

  @Test
  void csvHasALineAComparisonAndNoFormula() {
    List<String> lines = render(ComparisonReport.CSV, "=1+1").lines().toList();
    assertEquals(4, lines.size());
    assertTrue(
        lines.get(1).startsWith("SAMPLES,none,tc,'=1+1,,goodput,bits/s,true,0.01,5,2.12E9,"));
    long columns = lines.get(0).chars().filter(c -> c == ',').count();
    for (String line : lines) {
      assertEquals(columns, line.chars().filter(c -> c == ',').count(), line);
    }
  }

  @Test
  void jsonHoldsEverything() throws Exception {
    JsonNode root = new ObjectMapper().readTree(render(ComparisonReport.JSON, HOSTILE));
    assertEquals("hookbench-comparison", root.get("format").textValue());
    assertEquals(HOSTILE, root.at("/comparisons/0/workload").textValue());
    assertEquals(0.14, root.at("/comparisons/0/worse/estimate").doubleValue());
    assertEquals(0.968, root.at("/comparisons/0/worse/interval/confidence").doubleValue());
    assertTrue(root.at("/comparisons/1/worse").isMissingNode());
    assertEquals("UNTRUSTED", root.at("/gate/outcome").textValue());
    assertEquals(3, root.at("/gate/exitCode").intValue());
    assertEquals("TIES", root.at("/comparisons/0/warnings/0/kind").textValue());
  }

  @Test
  void fieldsOfCsvAreQuoted() {
    assertEquals("\"a,\"\"b\"\"\"", SafeText.csv("a,\"b\""));
    assertEquals(
        List.of("'+1", "'=1", "'@x", "a\\u000ab"),
        Arrays.asList("+1", "=1", "@x", "a\nb").stream().map(SafeText::csv).toList());
  }
}
