package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.stats.Change;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The formats for other projects' tools, against what these say of their input. */
class ExportFormatsTest {
  /** The schema of an entry, in src/extract.ts of github-action-benchmark, with its types. */
  private static final Set<String> ENTRY = Set.of("name", "value", "range", "unit", "extra");

  // the ABNF of OpenMetrics 1.0, "Text format"
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"((?:[^\"\\\\\n]|\\\\[\\\\n\"])*)\"";
  private static final String NUMBER = "[+-]?\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?";
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(\\{" + LABEL + "(?:," + LABEL + ")*\\})? (" + NUMBER + ")");
  private static final Pattern DESCRIPTOR =
      Pattern.compile("# (HELP|TYPE|UNIT) (" + NAME + ") (.+)");

  @TestFactory
  Stream<DynamicTest> anActionsEntryHasTheFieldsThatItKnows() {
    return each(
        results -> {
          JsonNode entries = entries(results);
          assertTrue(entries.isArray());
          Set<String> names = new HashSet<>();
          for (JsonNode e : entries) {
            Set<String> fields = new TreeSet<>();
            e.fieldNames().forEachRemaining(fields::add);
            assertTrue(ENTRY.containsAll(fields), fields.toString());
            assertTrue(e.path("value").isNumber() && Double.isFinite(e.path("value").asDouble()));
            for (String text : List.of("name", "unit", "extra")) {
              assertTrue(e.path(text).isTextual() && !e.path(text).asText().isBlank(), text);
            }
            assertTrue(e.path("range").isMissingNode() || e.path("range").isTextual());
            assertTrue(names.add(e.path("name").asText()), "twice: " + e.path("name"));
          }
        });
  }

  @Test
  void anActionsValueIsTheCostAndOfARateWhatIsLost() throws IOException {
    RunResults results =
        Made.of(
            Runs.quick().withHooks(List.of("tc")).withTag("a04f5eef06a7f555").withEffects(0.03));
    JsonNode entries = entries(results);
    assertEquals(3, entries.size());
    for (int i = 0; i < 3; i++) {
      CaseResult c = results.cases().get(i);
      double change = c.arms().get(2).change().orElseThrow();
      assertEquals(Math.abs(change), entries.get(i).path("value").asDouble());
      assertEquals(c.metric().unit(), entries.get(i).path("unit").asText());
    }
    JsonNode goodput = entries.get(1);
    assertEquals(
        "tc/pass of TcpStream (congestion=auto ipv=4 link=veth payload=131072 placement=shared):"
            + " goodput lost",
        goodput.path("name").asText());
    String[] ends = goodput.path("range").asText().split(" \\.\\. ");
    double value = goodput.path("value").asDouble();
    assertTrue(Double.parseDouble(ends[0]) <= value && value <= Double.parseDouble(ends[1]));
    List<String> extra = goodput.path("extra").asText().lines().toList();
    assertEquals("verdict: WORSE", extra.get(0));
    assertTrue(
        extra.contains("kernel: 6.1.0 amd64") && extra.contains("program tag: a04f5eef06a7f555"));
  }

  @Test
  void aNameIsTheSameWhateverElseTheRunHas() throws IOException {
    Set<String> of = new HashSet<>();
    entries(Made.of(Runs.quick().withHooks(List.of("tc"))))
        .forEach(e -> of.add(e.path("name").asText()));
    Set<String> more = new HashSet<>();
    entries(
            Made.of(
                Runs.quick()
                    .withHooks(List.of("tc", "tcx"))
                    .withPrograms(List.of("pass", "a.bpf.o:f"))
                    .withCopies(2)))
        .forEach(e -> more.add(e.path("name").asText()));
    assertTrue(more.containsAll(of), of + "\n" + more);
  }

  @Test
  void whatCantBeTrustedSaysSo() throws IOException {
    JsonNode entry = entries(Made.of(Runs.quick().withSilentHook())).get(0);
    assertTrue(entry.path("extra").asText().contains("\nuntrusted: tc: "), entry.toString());
    assertTrue(
        openMetrics(Made.of(Runs.quick().withSilentHook())).entrySet().stream()
            .filter(e -> e.getKey().startsWith("hookbench_case_trusted"))
            .allMatch(e -> e.getValue() == 0));
  }

  @TestFactory
  Stream<DynamicTest> openMetricsIsOfItsGrammar() {
    return each(ExportFormatsTest::openMetrics);
  }

  @Test
  void openMetricsHasTheCostInSecondsWithItsInterval() {
    RunResults results = Made.of(Runs.quick().withHooks(List.of("tc")).withTag("a04f5eef06a7f555"));
    Map<String, Double> samples = openMetrics(results);
    for (CaseResult c : results.cases()) {
      ArmResult tc = c.arms().get(2);
      Change nanos = tc.nanos().orElseThrow();
      assertEquals(1e-9 * nanos.estimate(), of(samples, "hook_cost_seconds", c), 1e-20);
      assertEquals(
          1e-9 * nanos.interval().orElseThrow().low(),
          of(samples, "hook_cost_low_seconds", c),
          1e-20);
      assertEquals(
          Math.expm1(tc.effect().orElseThrow().estimate().orElseThrow()),
          of(samples, "hook_effect_ratio", c),
          1e-12);
      assertTrue(of(samples, "hook_effect_high_ratio", c) > of(samples, "hook_effect_ratio", c));
      assertEquals(1, of(samples, "program_info", c));
    }
    assertEquals(
        3,
        samples.entrySet().stream()
            .filter(e -> e.getKey().contains("verdict=") && e.getValue() == 1)
            .count());
    assertEquals(1767225600.0, samples.get("hookbench_run_start_timestamp_seconds"));
  }

  @Test
  void openMetricsHasNoSampleForWhatDoesNotExist() {
    Map<String, Double> samples = openMetrics(Made.of(Runs.quick().withForks(2)));
    assertTrue(samples.keySet().stream().noneMatch(k -> k.contains("_low_")), "no interval");
    assertTrue(samples.keySet().stream().noneMatch(k -> k.contains("program_info")), "no tag");
    assertTrue(samples.keySet().stream().anyMatch(k -> k.contains("hook_cost_seconds")));
  }

  @Test
  void everyMetricIsDocumented() throws IOException {
    String documentation = Files.readString(Path.of("docs/reports.md"));
    new OpenMetricsReport()
        .render(Made.of(Runs.quick()))
        .lines()
        .filter(l -> l.startsWith("# TYPE "))
        .map(l -> l.split(" ")[2])
        .forEach(name -> assertTrue(documentation.contains("`" + name + "`"), name));
  }

  private static double of(Map<String, Double> samples, String name, CaseResult c) {
    return samples.entrySet().stream()
        .filter(e -> e.getKey().startsWith("hookbench_" + name + "{"))
        .filter(e -> e.getKey().contains("workload=\"" + c.bench().workload() + "\""))
        .mapToDouble(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /** Every sample by its name and labels; fails where the text is not of the grammar. */
  private static Map<String, Double> openMetrics(RunResults results) {
    String text = new OpenMetricsReport().render(results);
    assertTrue(text.endsWith("\n# EOF\n"), "the end");
    List<String> lines = text.substring(0, text.length() - "# EOF\n".length()).lines().toList();
    Map<String, Double> samples = new HashMap<>();
    Map<String, Set<String>> described = new HashMap<>();
    String family = "";
    for (String line : lines) {
      Matcher m = DESCRIPTOR.matcher(line);
      if (m.matches()) {
        if (!m.group(2).equals(family)) {
          family = m.group(2);
          assertFalse(described.containsKey(family), "a family in two places: " + family);
        }
        assertTrue(
            described.computeIfAbsent(family, f -> new HashSet<>()).add(m.group(1)),
            "once: " + line);
        assertTrue(!m.group(1).equals("TYPE") || m.group(3).equals("gauge"), line);
        assertTrue(!m.group(1).equals("UNIT") || family.endsWith("_" + m.group(3)), line);
      } else {
        Matcher s = SAMPLE.matcher(line);
        assertTrue(s.matches(), line);
        assertEquals(family, s.group(1), "within its family");
        double value = Double.parseDouble(s.group(s.groupCount()));
        String key = line.substring(0, line.lastIndexOf(' '));
        assertTrue(samples.put(key, value) == null, "twice: " + line);
      }
    }
    described.values().forEach(d -> assertTrue(d.containsAll(Set.of("HELP", "TYPE"))));
    return samples;
  }

  private interface Check {
    void of(RunResults results) throws IOException;
  }

  private static Stream<DynamicTest> each(Check check) {
    return Made.all().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check.of(e.getValue())));
  }

  private static JsonNode entries(RunResults results) throws IOException {
    return new ObjectMapper().readTree(new BenchmarkActionReport().render(results));
  }
}
