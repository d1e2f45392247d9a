package org.hookbench.framework.runfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.experiment.RunData.Status;
import org.hookbench.tool.report.TextReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunFileTest {
  /** Objects whose fields have names of their own. */
  private static final Set<String> FREE =
      Set.of("machine", "params", "peer", "device", "peerDevice");

  @TempDir Path folder;

  static List<RunData> runs() {
    return List.of(Runs.complete(), Runs.partial(), Runs.empty(), Runs.named("tc/a=1,b"));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void whatIsReadIsWhatWasWritten(RunData run) throws IOException {
    Path file = folder.resolve("run.json");
    RunFile.write(run, file);
    RunData read = RunFile.read(file);
    DeepEquality.assertSame(run, read);
    Path again = folder.resolve("again.json");
    RunFile.write(read, again);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    assertEquals(Set.of("run.json", "again.json"), names());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void fieldsMayStandInAnyOrderAndUnknownOnesAreIgnored(RunData run) throws IOException {
    Path file = folder.resolve("run.json");
    RunFile.write(run, file);
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    JsonNode document = mapper.readTree(file.toFile());
    turnedAround(document, "");
    assertNotEquals("format", document.fieldNames().next());
    mapper.writeValue(file.toFile(), document);
    DeepEquality.assertSame(run, RunFile.read(file));
  }

  /** Turns the fields of each object around, and adds unknown ones, but where any may stand. */
  private static void turnedAround(JsonNode node, String name) {
    if (node instanceof ObjectNode object && !FREE.contains(name)) {
      List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
      object.properties().forEach(f -> fields.add(Map.entry(f.getKey(), f.getValue())));
      object.removeAll();
      object.putArray("new").addNull().addObject().put("format", "x").putArray("version").add(1);
      Collections.reverse(fields);
      for (Map.Entry<String, JsonNode> field : fields) {
        turnedAround(field.getValue(), field.getKey());
        object.set(field.getKey(), field.getValue());
        object.put(field.getKey().toUpperCase(Locale.ROOT), "of any\ntext \u001b");
      }
    } else if (node.isArray()) {
      node.forEach(n -> turnedAround(n, ""));
    }
  }

  /** Version 1 has one deal a fork, by another name, and a design without stretches. */
  @Test
  void oldVersionIsReadAsOneStretch() throws IOException {
    Path file = folder.resolve("run.json");
    RunFile.write(Runs.complete(), file);
    String old =
        measuredAlike(Files.readString(file))
            .replace("\"version\": 2", "\"version\": 1")
            .replaceAll("\n *\"stretches\": 2,", "")
            .replaceAll("\"deals\": \\[(\\[[^]]*]).*", "\"laneOfArm\": $1,");
    Files.writeString(file, old);
    RunData read = RunFile.read(file);
    assertEquals(1, read.design().stretches());
    Deals deals = read.cases().get(0).forks().get(0).report().orElseThrow().deals();
    Deals written = Runs.complete().cases().get(0).forks().get(0).report().orElseThrow().deals();
    assertEquals(1, deals.stretches());
    assertArrayEquals(written.laneOfArm(0), deals.laneOfArm(0));
  }

  @Test
  void armsThatTookTurnsShareALane() throws IOException {
    Path file = folder.resolve("run.json");
    RunFile.write(Runs.complete(), file);
    String turns = Files.readString(file).replaceAll("\"deals\": \\[.*", "\"deals\": [[1,1,1,1]],");
    Files.writeString(file, turns);
    Deals deals = RunFile.read(file).cases().get(0).forks().get(0).report().orElseThrow().deals();
    assertTrue(deals.takesTurns());
    Path again = folder.resolve("again.json");
    RunFile.write(RunFile.read(file), again);
    DeepEquality.assertSame(RunFile.read(file), RunFile.read(again));
  }

  /** Up to version 2 the design said what a fork of any case measured. */
  @Test
  void measurementOfAllCasesIsReadFromTheDesignOfAnOldVersion() throws IOException {
    Path file = folder.resolve("run.json");
    RunFile.write(Runs.complete(), file);
    Files.writeString(file, measuredAlike(Files.readString(file)));
    DeepEquality.assertSame(Runs.complete(), RunFile.read(file));
  }

  @Test
  void workloadThatIsUnknownIsReadAndReportedButOfAnOldVersion() throws IOException {
    Path file = folder.resolve("run.json");
    RunFile.write(Runs.complete(), file);
    String text = Files.readString(file).replace("TcpRoundTrip", "OwnWorkload");
    Files.writeString(file, text);
    RunData read = RunFile.read(file);
    String report = new TextReport(false).render(Analysis.of(read, OptionalDouble.empty()));
    assertTrue(report.contains("OwnWorkload: round trip in us"), report);
    Files.writeString(file, measuredAlike(text));
    RunFileException refused = assertThrows(RunFileException.class, () -> RunFile.read(file));
    assertTrue(refused.getMessage().contains("unknown workload"), refused.getMessage());
  }

  private static String measuredAlike(String text) {
    return text.replace("\"version\": 3", "\"version\": 2")
        .replaceAll("(\"higherIsBetter\": (true|false)), .*}", "$1}")
        .replaceAll("\n *\"measurement\": .*", "")
        .replaceFirst("\"stretches\": 2,", "\"cycles\": 3,\n\"stretches\": 2,")
        .replaceFirst("\"seed\"", "\"warmupCycles\": 1,\n\"sliceNanos\": 2000000,\n\"seed\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script>alert(1)</script>", "tc/\"';&amp;", "\\u0041", "x ‍😀 é"})
  void namesAreKeptAsText(String name) throws IOException {
    Path file = folder.resolve("run.json");
    RunFile.write(Runs.named(name), file);
    assertEquals(name, RunFile.read(file).cases().get(0).arms().get(2).id());
  }

  @Test
  void whatCanNotBeSavedIsKnownBefore() {
    assertTrue(RunFile.problemOfName("a\u001b[2J").orElseThrow().contains("control character"));
    assertEquals(
        "has 1001 characters, more than 1000",
        RunFile.problemOfName("x".repeat(1001)).orElseThrow());
    assertEquals(Optional.empty(), RunFile.problemOfName("x".repeat(1000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u001b[2J", "\u0000", "a\u202eb", "\ud800", "\u0085"})
  void controlCharactersInNamesAreNotSaved(String name) throws IOException {
    Path file = folder.resolve("run.json");
    RunFileException e =
        assertThrows(RunFileException.class, () -> RunFile.write(Runs.named(name), file));
    assertTrue(e.getMessage().contains("/cases/0/arms/2/id: expected a name"), e.getMessage());
    assertEquals(Set.of(), names());
  }

  @Test
  void freeTextNeverKeepsARunFromBeingSaved() throws IOException {
    RunData run = Runs.complete();
    List<String> failures = List.of("a\tb\u001b[0m\n\u007f\ud800", "x".repeat(100_000));
    Path file = folder.resolve("run.json");
    RunFile.write(Runs.with(run, Status.FAILED, run.cases(), failures), file);
    RunData read = RunFile.read(file);
    assertEquals("a␉b␛[0m␊␡\ufffd", read.failures().get(0));
    assertEquals(Text.LONGEST, read.failures().get(1).length());
  }

  @Test
  void aFileIsReadableByEyes() throws IOException {
    Path file = folder.resolve("run.json");
    RunFile.write(Runs.complete(), file);
    List<String> lines = Files.readAllLines(file);
    assertEquals("{", lines.get(0));
    assertEquals("  \"format\": \"hookbench-run\",", lines.get(1));
    assertEquals("  \"version\": 3,", lines.get(2));
    assertTrue(lines.contains("  \"started\": \"2026-01-02T03:04:05.678Z\","));
    assertEquals(4, lines.stream().filter(l -> l.matches(" +\"value\": \\[[-+.E0-9,]+],")).count());
    assertTrue(lines.stream().anyMatch(l -> l.contains("[1.0E-50,1.0E50,0.002,")));
    assertTrue(lines.stream().anyMatch(l -> l.contains("漢字 😀")));
    assertFalse(Files.readString(file).contains("\r"));
    assertTrue(Files.readString(file).endsWith("\n}\n"));
  }

  @Test
  void everyFieldStandsInTheDocument() throws IOException {
    Path file = folder.resolve("run.json");
    RunFile.write(Runs.complete(), file);
    Set<String> missing = new TreeSet<>();
    String document = Files.readString(Path.of("docs/run-file.md"));
    try (JsonParser p = new JsonFactory().createParser(file.toFile())) {
      while (p.nextToken() != null) {
        String of = p.getParsingContext().getParent() == null ? "" : parent(p);
        boolean free = FREE.contains(of);
        if (p.currentToken() == JsonToken.FIELD_NAME
            && !free
            && !document.contains("| `" + p.currentName() + "` |")) {
          missing.add(p.currentName());
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void theDocumentsExampleIsReadAndIsInOurForm() throws IOException {
    String document = Files.readString(Path.of("docs/run-file.md"));
    String fence = "```json\n";
    int start = document.indexOf(fence) + fence.length();
    String example = document.substring(start, document.indexOf("```", start));
    Path file = Files.writeString(folder.resolve("example.json"), example);
    RunData run = RunFile.read(file);
    assertEquals(Status.PARTIAL, run.status());
    RunFile.write(run, file);
    assertEquals(example, Files.readString(file));
  }

  private static String parent(JsonParser p) {
    String name = p.getParsingContext().getParent().getCurrentName();
    return name == null ? "" : name;
  }

  @Test
  void tenTimesADefaultRunIsReadInASmallHeap() throws IOException {
    Design design = Design.of(750, 2, 1);
    List<Arm> arms = Arms.parse("tc,xdpgeneric,xdpdrv", "pass");
    RunData run = Runs.run(Status.COMPLETE, design, new Measurement(200, 5, 5_000_000), arms);
    Path file = folder.resolve("large.json");
    RunFile.write(run, file);
    assertTrue(Files.size(file) > 40_000_000, "" + Files.size(file));
    RunData read = RunFile.read(file);
    assertEquals(1_500_000, read.cases().stream().mapToInt(RunFileTest::slices).sum());
  }

  private static int slices(org.hookbench.framework.experiment.CaseData c) {
    return c.forks().stream().mapToInt(f -> f.slices().size()).sum();
  }

  @Test
  void theDefaultPathIsTheStartAndFree() throws IOException {
    assertEquals(
        Path.of("hookbench-results/20260102T030405Z.json"), RunFile.defaultPath(Runs.empty()));
    for (String name : List.of("", "-2", "-3")) {
      Path path = RunFile.freePath(folder, Runs.STARTED);
      assertEquals(folder.resolve("20260102T030405Z" + name + ".json"), path);
      Files.createFile(path);
    }
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return Set.copyOf(files.map(f -> f.getFileName().toString()).toList());
    }
  }
}
