package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FleetCommandTest {
  private static final Runs ONE = Runs.quick().withCycles(10).withHooks(List.of("tc", "xdpdrv"));

  @TempDir Path folder;
  private String out;
  private String err;

  private int fleet(String... arguments) {
    CommandLine line = Commands.line(false, List.of());
    StringWriter text = new StringWriter();
    line.setOut(new PrintWriter(text));
    line.getSubcommands().get("fleet").getSubcommands().get("report").setOut(new PrintWriter(text));
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      String[] all = new String[arguments.length + 1];
      all[0] = "fleet";
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      return line.execute(all);
    } finally {
      System.setErr(before);
      out = text.toString();
      err = errors.toString(StandardCharsets.UTF_8);
    }
  }

  private String three() throws IOException {
    for (int i = 1; i <= 3; i++) {
      Path own = Files.createDirectories(folder.resolve("fleet/m" + i));
      RunFile.write(
          ONE.onHost("host-" + i).daysLater(i).withEffects(0.02 * i, 0.1).data(),
          own.resolve("run.json"));
    }
    return folder.resolve("fleet").toString();
  }

  private void bad(int code, String words, String... arguments) {
    assertEquals(code, fleet(arguments), out + err);
    assertEquals("", out);
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.startsWith("hookbench: ") && err.contains(words), err);
  }

  @Test
  void theTextIsWithinEightyColumns() throws IOException {
    assertEquals(0, fleet("report", three()), err);
    assertEquals(List.of(), out.lines().filter(l -> l.length() > 80).toList());
    for (String words :
        new String[] {"host-1", "host-3", "all 3", "tau by REML", "I2, %", "a further machine"}) {
      assertTrue(out.replaceAll("\\s+", " ").contains(words), words + "\n" + out);
    }
    assertEquals("", err);
  }

  @Test
  void theEstimatorCanBeChosen() throws IOException {
    assertEquals(0, fleet("report", three(), "--tau", "dl"), err);
    assertTrue(out.replaceAll("\\s+", " ").contains("tau by DerSimonian-Laird"), out);
    bad(64, "--tau", "report", three(), "--tau", "ML");
  }

  @Test
  void theEndingOfTheFileIsTheFormat() throws IOException {
    String fleet = three();
    Path page = folder.resolve("out.html");
    assertEquals(0, fleet("report", fleet, "-o", page.toString()), err);
    assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
    Path text = folder.resolve("out.md");
    assertEquals(0, fleet("report", fleet, "-o", text.toString()), err);
    assertTrue(Files.readString(text).startsWith("# HookBench: 3 machines\n"));
    assertEquals(0, fleet("report", fleet, "--format", "md"), err);
    assertEquals(Files.readString(text), out);
    bad(64, "unknown format 'pdf'", "report", fleet, "-o", "x.pdf");
    bad(73, "can't write -o", "report", fleet, "-o", folder.resolve("no/x.md").toString());
  }

  @Test
  void noRunIsReplacedByTheReport() throws IOException {
    String fleet = three();
    Path run = folder.resolve("fleet/m1/run.json");
    byte[] before = Files.readAllBytes(run);
    bad(64, "is one of the runs", "report", fleet, "--format", "md", "-o", run.toString());
    assertEquals(before.length, Files.readAllBytes(run).length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "report", "report a b", "repot a", "report a --format csv"})
  void aWrongCommandLineIs64(String arguments) {
    assertEquals(64, fleet(arguments.isEmpty() ? new String[0] : arguments.split(" ")), out + err);
    assertEquals("", out);
    assertEquals(1, err.lines().count(), err);
  }

  @Test
  void badDataIs65() throws IOException {
    bad(65, "there is no such folder", "report", folder.resolve("none").toString());
    bad(65, "no saved run", "report", folder.toString());
    String fleet = three();
    bad(65, "one machine only, host-1", "report", folder.resolve("fleet/m1").toString());
    Path cut = folder.resolve("fleet/m2/run.json");
    String whole = Files.readString(cut);
    Files.writeString(cut, whole.substring(0, whole.length() / 2));
    bad(65, cut.toString(), "report", fleet);
    Files.writeString(cut, "");
    bad(65, cut.toString(), "report", fleet);
    Files.writeString(cut, whole.replaceFirst("\"version\": \\d+", "\"version\": 99"));
    bad(65, cut.toString(), "report", fleet);
  }

  @Test
  void aFileOfAnEarlierVersionIsRead() throws IOException {
    String fleet = three();
    Path file = folder.resolve("fleet/m2/run.json");
    Path old = Path.of("src/test/resources/org/hookbench/framework/runfile/version2.json");
    Files.writeString(file, Files.readString(old));
    assertEquals(0, fleet("report", fleet), err);
    assertTrue(out.contains("host-1") && out.contains("m2"), out);
  }

  @Test
  void helpIsThatOfTheReport() {
    assertEquals(0, fleet("report", "--help"));
    assertTrue(out.contains("hookbench fleet report") && out.contains("--tau"), out);
    assertEquals(List.of(), out.lines().filter(l -> l.length() > 80).toList());
    assertTrue(out.contains("\nruns of one machine the newest is taken. A machine is called"), out);
    assertEquals(0, fleet("--help"));
  }
}
