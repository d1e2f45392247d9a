package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.stats.Effect;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The formats for programs: CSV and JSON; and Markdown, which programs show. */
class DataFormatsTest {
  private static final Path DOCUMENTATION = Path.of("docs/reports.md");

  @TestFactory
  Stream<DynamicTest> jsonParsesAndAlwaysHasTheSameKeys() throws IOException {
    Set<String> keys = keys(json(Made.of(Runs.quick())).at("/cases/0"), "", new TreeSet<>());
    return Made.all().entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(),
                    () -> {
                      JsonNode root = json(e.getValue());
                      assertEquals(e.getValue().cases().size(), root.get("cases").size());
                      for (JsonNode c : root.get("cases")) {
                        Set<String> here = keys(c, "", new TreeSet<>());
                        // the only list that a run may have nothing in
                        here.removeIf(k -> k.startsWith("/parts/"));
                        assertTrue(keys.containsAll(here), here.toString());
                      }
                    }));
  }

  @Test
  void jsonIsInFullPrecision() throws IOException {
    RunResults results = Made.of(Runs.quick());
    ArmResult tc = results.cases().get(0).arms().get(2);
    JsonNode arm = json(results).at("/cases/0/arms/2");
    assertEquals(tc.value(), arm.get("value").doubleValue());
    assertEquals(
        Effect.percent(tc.effect().orElseThrow().estimate().orElseThrow()),
        arm.at("/effect/percent").doubleValue());
  }

  @TestFactory
  Stream<DynamicTest> csvHasARowAnArmAndCase() {
    return Made.all().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> rows(e.getValue())));
  }

  private static void rows(RunResults results) throws IOException {
    String text = new CsvReport().render(results);
    List<Map<String, String>> rows = parse(text);
    assertEquals(results.cases().stream().mapToInt(c -> c.arms().size()).sum(), rows.size());
    assertEquals(rows.size() + 1, text.lines().count(), "a row is a line");
    rows.forEach(r -> assertEquals(CsvColumn.ALL.size(), r.size()));
    if (!rows.isEmpty()) {
      ArmResult first = results.cases().get(0).arms().get(0);
      assertEquals(first.value(), Double.parseDouble(rows.get(0).get("value")));
    }
  }

  @Test
  void csvKeepsNamesAndDisarmsFormulas() throws IOException {
    List<Map<String, String>> rows = parse(new CsvReport().render(Made.hostile()));
    assertEquals(Made.SCRIPT, rows.get(2).get("arm"));
    assertEquals("'=1+1,\"x\"\\u000ay", rows.get(4).get("arm"));
    assertTrue(rows.get(5).get("arm").startsWith("\\u001b[31mred"));
  }

  @Test
  void markdownShowsNamesAsTheyAre() {
    String text = new MarkdownReport().render(Made.hostile());
    assertFalse(text.contains("<"));
    assertTrue(text.contains("| a\\|b \\`c\\` \\*d\\* [e\\](f) &lt;/script&gt;&lt;!-- |"));
    text.lines()
        .filter(l -> l.startsWith("|"))
        .forEach(l -> assertTrue(l.endsWith(" |"), "a row that is cut: " + l));
  }

  @Test
  void everyColumnAndKeyIsDocumented() throws IOException {
    String documentation = Files.readString(DOCUMENTATION);
    for (CsvColumn c : CsvColumn.ALL) {
      String row = "| `" + c.header() + "` | " + c.meaning() + " |";
      assertTrue(documentation.contains(row), row);
    }
    JsonNode root = json(Made.of(Runs.quick()));
    Set<String> names = new TreeSet<>();
    root.fieldNames().forEachRemaining(names::add);
    keys(root.at("/cases/0"), "", new TreeSet<>()).stream()
        .filter(k -> !k.startsWith("/params/"))
        .map(k -> k.substring(k.lastIndexOf('/') + 1))
        .forEach(names::add);
    names.forEach(n -> assertTrue(documentation.contains("`" + n + "`"), n));
  }

  /** Every path to a value, list places left out. */
  private static Set<String> keys(JsonNode node, String at, Set<String> into) {
    node.properties()
        .forEach(
            e -> {
              into.add(at + "/" + e.getKey());
              keys(e.getValue(), at + "/" + e.getKey(), into);
            });
    if (node.isArray()) {
      node.forEach(n -> keys(n, at, into));
    }
    return into;
  }

  private static JsonNode json(RunResults results) throws IOException {
    return new ObjectMapper().readTree(new JsonReport().render(results));
  }

  private static List<Map<String, String>> parse(String csv) throws IOException {
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .with(CsvParser.Feature.SKIP_EMPTY_LINES)
            .readValues(csv)) {
      return rows.readAll();
    }
  }
}
