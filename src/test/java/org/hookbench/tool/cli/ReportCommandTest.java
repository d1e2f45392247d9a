package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.testing.Runs;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.terminal.Terminal;
import org.hookbench.tool.report.ReportFormat;
import org.hookbench.tool.report.Reports;
import org.hookbench.tool.report.TextReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  private static final RunData RUN = Runs.quick().data();

  @TempDir Path folder;
  private Path saved;
  private String said;

  @BeforeEach
  void save() throws IOException {
    saved = folder.resolve("run.json");
    RunFile.write(RUN, saved);
  }

  @Test
  void everyFormatIsWhatTheRunItselfWouldHaveWritten() throws IOException {
    for (ReportFormat f : Reports.all()) {
      Path file = folder.resolve("report");
      assertEquals(0, report(saved, "--all", "--format", f.name(), "-o", file));
      assertArrayEquals(
          f.render(Analysis.of(RUN, OptionalDouble.empty())).getBytes(StandardCharsets.UTF_8),
          Files.readAllBytes(file),
          f.name());
    }
  }

  @Test
  void theFilesEndingPicksTheFormat() throws IOException {
    Path page = folder.resolve("report.html");
    assertEquals(0, report(saved, "-o", page));
    assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
    Path other = folder.resolve("page");
    assertEquals(0, report(saved, "--html", other));
    assertEquals(Files.readString(page), Files.readString(other));
    assertEquals(ExitCode.USAGE, report(saved, "--html", other, "--format", "csv"));
    assertTrue(said.contains("--html " + other + " and --format csv: give one of them"), said);
  }

  @Test
  void aTextfileForPrometheusEndsInProm() throws IOException {
    Path text = folder.resolve("hookbench.prom");
    assertEquals(0, report(saved, "-o", text));
    assertTrue(Files.readString(text).endsWith("\n# EOF\n"));
    Path named = folder.resolve("hookbench.openmetrics");
    assertEquals(0, report(saved, "-o", named));
    assertEquals(Files.readString(text), Files.readString(named));
  }

  @Test
  void anEndingThatIsNoFormatIsRefusedWithThoseThatAre() {
    assertEquals(ExitCode.USAGE, report(saved, "-o", folder.resolve("run.pdf")));
    assertEquals(
        "hookbench: unknown format 'pdf'. Known: " + String.join(", ", Reports.names()) + "\n",
        said);
    assertFalse(Files.exists(folder.resolve("run.pdf")));
  }

  @Test
  void textIsTheAnswerUnlessAllIsWanted() throws IOException {
    Path file = folder.resolve("report");
    assertEquals(0, report(saved, "-o", file));
    String answer = Files.readString(file);
    assertEquals(TextReport.answer(false).render(Analysis.of(RUN, OptionalDouble.empty())), answer);
    assertTrue(answer.startsWith("What an empty eBPF program costs"), answer);
    assertEquals(0, report(saved, "-o", file, "--all"));
    String all = Files.readString(file);
    assertTrue(all.endsWith(answer) && all.startsWith("Machine\n"), all);
  }

  @Test
  void deltaIsTheUsers() throws IOException {
    Path file = folder.resolve("report.txt");
    assertEquals(0, report(saved, "--all", "--delta", "50%", "-o", file));
    assertEquals(
        new TextReport(false).render(Analysis.of(RUN, OptionalDouble.of(0.5))),
        Files.readString(file));
    assertTrue(Files.readString(file).contains("delta 50 %"));
  }

  @Test
  void saysInOneLineWhatIsWrong() throws IOException {
    Path foreign = Files.writeString(folder.resolve("foreign.json"), "{}");
    assertEquals(ExitCode.BAD_DATA, report(foreign));
    assertTrue(said.contains(foreign.toString()) && said.lines().count() == 1, said);
    assertEquals(ExitCode.USAGE, report(saved, "--format", "htm"));
    assertTrue(said.contains("did you mean html?"), said);
    assertEquals(ExitCode.USAGE, report(saved, "--delta", "-1"));
    assertEquals(
        "hookbench: --delta=-1 is not a share above 0 and below 100 %, such as 0.5%\n", said);
    assertEquals(ExitCode.CANT_CREATE, report(saved, "-o", folder.resolve("no/such/folder")));
    assertEquals(1, said.lines().count(), said);
    byte[] before = Files.readAllBytes(saved);
    assertEquals(ExitCode.USAGE, report(saved, "--format", "text", "-o", saved));
    assertArrayEquals(before, Files.readAllBytes(saved));
  }

  @Test
  void coloursOnATerminalOnly() {
    Map<String, String> xterm = Map.of("TERM", "xterm");
    assertTrue(Terminal.wantsColour(xterm, "/dev/pts/3"));
    assertTrue(Terminal.wantsColour(Map.of("TERM", "xterm", "NO_COLOR", ""), "/dev/tty1"));
    assertFalse(Terminal.wantsColour(Map.of("TERM", "xterm", "NO_COLOR", "1"), "/dev/pts/3"));
    assertFalse(Terminal.wantsColour(Map.of("TERM", "dumb"), "/dev/pts/3"));
    assertFalse(Terminal.wantsColour(xterm, "pipe:[4711]"));
    assertFalse(Terminal.wantsColour(xterm, "/tmp/log"));
  }

  private int report(Object... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "report";
    for (int i = 0; i < arguments.length; i++) {
      all[i + 1] = arguments[i].toString();
    }
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream to = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      System.setErr(to);
      return Commands.line(false, List.of()).execute(all);
    } finally {
      System.setErr(before);
      said = err.toString(StandardCharsets.UTF_8);
    }
  }
}
