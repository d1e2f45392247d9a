package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.testing.Runs;
import org.hookbench.tool.cli.files.NewestRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HistoryCommandTest {
  private static final String TC = "--hook=tc";
  private static final String UDP = "--workload=UdpPackets";

  @TempDir Path folder;
  private String out;
  private String err;

  private int history(String... arguments) {
    CommandLine line =
        Commands.line(
            false, List.of(), RunFile::read, new NewestRuns(folder.resolve("hookbench-results")));
    StringWriter text = new StringWriter();
    line.setOut(new PrintWriter(text));
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      List<String> all = new ArrayList<>(List.of("history"));
      all.addAll(List.of(arguments));
      return line.execute(all.toArray(String[]::new));
    } finally {
      System.setErr(before);
      out = text.toString();
      err = errors.toString(StandardCharsets.UTF_8);
    }
  }

  /** Nine runs, of which those from the sixth on have another effect. */
  private String nine(double later) throws IOException {
    return nine(folder.resolve("runs"), later);
  }

  private static String nine(Path runs, double later) throws IOException {
    Files.createDirectories(runs);
    for (int i = 1; i <= 9; i++) {
      // their names are in another order than their starts
      RunFile.write(
          made(i).withEffects(i < 6 ? 0.03 : later).data(), runs.resolve("r" + (9 - i) + ".json"));
    }
    return runs.toString();
  }

  private static Runs made(int day) {
    return Runs.quick()
        .withCycles(10)
        .withHooks(List.of("tc", "xdpdrv"))
        .withNoise(100 + day)
        .daysLater(day)
        .onKernel(day < 6 ? "6.1.0 amd64" : "6.12.9 amd64")
        .withTag(day < 6 ? "a04f5eef06a7f555" : "b15a6ff017b8a666");
  }

  private void bad(int code, String words, String... arguments) {
    assertEquals(code, history(arguments), out + err);
    assertEquals("", out);
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.startsWith("hookbench: ") && err.contains(words), err);
  }

  private String words() {
    return out.replaceAll("\\s+", " ");
  }

  @Test
  void theTextHasTheChangeAndWhatElseChangedThere() throws IOException {
    assertEquals(0, history(nine(0.06), TC, UDP), err);
    assertEquals(List.of(), out.lines().filter(l -> l.length() > 80).toList());
    for (String words :
        new String[] {
          "tc of UdpPackets: cost in ns/packet, delta 1 %",
          "Change 1: slower from run 6 on (2026-01-07 00:00), after run 5 (2026-01-06 00:00). Its"
              + " cost changed by +1",
          "Also changed there: kernel 6.1.0 | 6.12.9; program tag a04f5eef06a7f555 |"
              + " b15a6ff017b8a666.",
          "p 0.016"
        }) {
      assertTrue(words().contains(words), words + "\n" + out);
    }
    assertFalse(out.contains("Change 2"), out);
    assertTrue(out.lines().anyMatch(l -> l.contains("b15a6ff0 *") && l.contains("1 slower")), out);
    assertTrue(
        out.lines()
            .anyMatch(l -> l.startsWith("   1  2026-01-02 00:00") && l.endsWith("  r8.json")),
        out);
    assertEquals("", err);
  }

  @Test
  void withoutAChangeNoneIsShown() throws IOException {
    assertEquals(0, history(nine(0.03), TC, UDP, "--fail-on-change"), err);
    assertTrue(out.contains("No change is shown (p "), out);
    assertTrue(out.contains("Gate: passed"), out);
    assertEquals(0, history(folder.resolve("runs").toString()), err);
    assertEquals(6, words().split("there are 9, and 10 are needed.", -1).length - 1, out);
  }

  @Test
  void theExitCodeSaysWhetherTheNewestRunsAreAfterAChangeForTheWorse() throws IOException {
    String runs = nine(0.06);
    assertEquals(0, history(runs, TC, UDP), "without a gate");
    assertEquals(1, history(runs, TC, UDP, "--fail-on-change"), out);
    assertEquals(0, history(runs, "--hook=xdpdrv/pass,tc", "--workload=TcpStream"), out + err);
    assertEquals(2, history(runs, TC, UDP, "--fail-on-change", "--newest", "4"), "too few");
    assertTrue(words().contains("there are 4, and 8 are needed."), out);
    assertEquals(
        1, history(runs, TC, UDP, "--fail-on-change", "--format", "json"), "in any format");
    assertEquals(
        0, history(nine(folder.resolve("better"), 0.01), TC, UDP, "--fail-on-change"), out);
    assertTrue(words().contains("Change 1: faster"), out);
    Files.writeString(folder.resolve("runs/last.json"), "");
    RunFile.write(
        made(10).withEffects(0.06).withNullEffect(0.1).data(), folder.resolve("runs/last.json"));
    assertEquals(3, history(runs, TC, UDP, "--fail-on-change"), "the newest is untrusted");
    assertTrue(words().contains("Left out: run 10: untrusted, the null arm"), out);
  }

  @Test
  void goodputThatIsLostIsBelowNoughtAndSlower() throws IOException {
    assertEquals(1, history(nine(0.2), TC, "--workload=TcpStream", "--fail-on-change"), err);
    assertTrue(words().contains("goodput in Gbit/s, delta 1 %"), out);
    assertTrue(words().contains("Change 1: slower"), out);
    assertTrue(words().contains("Its cost changed by -"), out);
  }

  @Test
  void runsOfOtherTrafficAreLeftOutWithTheReason() throws IOException {
    String runs = nine(0.06);
    RunFile.write(made(20).withCopies(2).data(), folder.resolve("runs/more.json"));
    assertEquals(0, history(runs, TC, UDP), err);
    assertTrue(words().contains("tc of UdpPackets payload=65"), out);
    assertTrue(
        words()
            .contains(
                "Left out: runs 1, 2, 3, 4, 5, 6, 7, 8, 9: of other traffic (payload=65 and"
                    + " payload=64)."),
        out);
    assertTrue(words().contains("there are 1, and 9 are needed."), out);
  }

  @Test
  void aCopyOfARunAndTheFileOfAnotherToolAreLeftOut() throws IOException {
    String runs = nine(0.03);
    Files.copy(folder.resolve("runs/r3.json"), folder.resolve("runs/r99.json"));
    Files.writeString(folder.resolve("runs/iperf.json"), "{\"start\": {}}");
    assertEquals(0, history(runs, TC, UDP), err);
    assertTrue(words().contains("r99.json is left out: it is the same run as"), out);
    assertTrue(words().contains("passed over, for no run of HookBench: "), out);
  }

  @Test
  void theRunsOfTheDefaultFolderAreMeantWhereNoneIsNamed() throws IOException {
    bad(64, "history needs a folder or files, or saved runs in ");
    nine(folder.resolve("hookbench-results"), 0.06);
    assertEquals(0, history(), err);
    assertTrue(out.contains(" r8.json"), out);
  }

  @Test
  void runsCanBeNamedOneByOne() throws IOException {
    nine(0.06);
    Path runs = folder.resolve("runs");
    assertEquals(
        0, history(runs.resolve("r2.json").toString(), runs.resolve("r7.json").toString(), UDP));
    assertTrue( // r7 is the run of the second day
        out.lines().anyMatch(l -> l.startsWith("   1  2026-01-03 00:00  6.1.0")), out);
    assertTrue(words().contains("there are 2, and 8 are needed."), out);
  }

  @Test
  void theEndingOfTheFileIsTheFormat() throws IOException {
    String runs = nine(0.06);
    Path page = folder.resolve("out.html");
    assertEquals(0, history(runs, TC, UDP, "-o", page.toString()), err);
    assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
    assertTrue(Files.readString(page).contains("Change 1: slower"));
    Path text = folder.resolve("out.md");
    assertEquals(0, history(runs, TC, UDP, "-o", text.toString()), err);
    assertTrue(Files.readString(text).startsWith("# HookBench: 9 runs\n"));
    Path json = folder.resolve("out.json");
    assertEquals(0, history(runs, TC, UDP, "-o", json.toString()), err);
    JsonNode root = new ObjectMapper().readTree(json.toFile());
    assertEquals("hookbench-history", root.path("format").asText());
    JsonNode series = root.path("series").path(0);
    assertEquals(9, series.path("points").size());
    assertEquals(6, series.path("changes").path(0).path("after").asInt());
    assertEquals("WORSE", series.path("changes").path(0).path("verdict").asText());
    bad(64, "unknown format 'pdf'", runs, "-o", "x.pdf");
    bad(73, "can't write -o", runs, "-o", folder.resolve("no/x.md").toString());
    Path run = folder.resolve("runs/r1.json");
    byte[] before = Files.readAllBytes(run);
    bad(64, "is one of the runs", runs, "--format", "md", "-o", run.toString());
    assertArrayEquals(before, Files.readAllBytes(run));
  }

  @Test
  void badDataIs65() throws IOException {
    bad(65, "there is no such folder", folder.resolve("none").toString());
    bad(65, "no saved run", folder.toString());
    Files.writeString(folder.resolve("other.json"), "{\"benchmark\": 1}");
    bad(65, "only what is none: ", folder.toString());
    bad(65, "other.json", folder.resolve("other.json").toString());
    bad(65, "none.json", folder.resolve("none.json").toString());
    Path one = Files.createDirectories(folder.resolve("one"));
    RunFile.write(made(1).data(), one.resolve("run.json"));
    bad(65, "has one run only, ", one.toString());
    String runs = nine(0.06);
    bad(65, "9 runs: none has tcx; they have tc of TcpRoundTrip, ", runs, "--hook", "tcx");
    Path file = folder.resolve("runs/r4.json");
    String whole = Files.readString(file);
    Files.writeString(file, whole.replaceFirst("\"version\": \\d+", "\"version\": 99"));
    bad(65, file.toString(), runs);
    Files.writeString(file, whole.substring(0, whole.length() / 2));
    bad(65, file.toString(), runs);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--newest 1", "--newest x", "--newst 8", "a --format csv", "--delta much a"})
  void aWrongCommandLineIs64(String arguments) {
    assertEquals(64, history(arguments.split(" ")), out + err);
    assertEquals("", out);
    assertEquals(1, err.lines().count(), err);
  }

  @Test
  void helpIsWithinEightyColumns() {
    assertEquals(0, history("--help"));
    assertTrue(out.contains("hookbench history") && out.contains("--fail-on-change"), out);
    assertEquals(List.of(), out.lines().filter(l -> l.length() > 80).toList());
  }
}
