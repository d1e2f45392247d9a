package org.hookbench.tool.cli;

import static org.hookbench.tool.compare.Compared.forks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.tool.cli.files.NewestRuns;
import org.hookbench.tool.compare.Compared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CompareCommandTest {
  @TempDir Path folder;
  private final Map<Path, RunData> saved = new HashMap<>();
  private String out;
  private String err;

  private int compare(String... arguments) {
    CommandLine line =
        Commands.line(
            false,
            List.of(),
            file -> {
              RunData run = saved.get(file);
              if (run == null) {
                throw new IOException(file + ":3: expected a plan");
              }
              return run;
            },
            new NewestRuns(folder.resolve("no runs")));
    StringWriter text = new StringWriter();
    line.setOut(new PrintWriter(text));
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      String[] all = new String[arguments.length + 1];
      all[0] = "compare";
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      return line.execute(all);
    } finally {
      System.setErr(before);
      out = text.toString();
      err = errors.toString(StandardCharsets.UTF_8);
    }
  }

  private String run(String name, RunData data) throws IOException {
    Path file = Compared.saved(folder, name);
    saved.put(file, data);
    return file.toString();
  }

  private String jmh(String name, double... values) throws IOException {
    return Compared.jmh(folder, name, "avgt", "us/op", forks(values)).toString();
  }

  @Test
  void aGatePassesWhereNothingIsWorse() throws IOException {
    String a = run("a.json", Compared.run(1, 0.10));
    String b = run("b.json", Compared.run(2, 0.02));
    assertEquals(0, compare(a, b, "--fail-on", "worse"), out + err);
    assertTrue(out.contains("GATE worse: PASS (exit code 0); 1 pass"), out);
    assertEquals("", err);
  }

  @Test
  void aGateFailsWithOneWhereSomethingIsWorse() throws IOException {
    String a = run("a.json", Compared.run(1, 0.02));
    String b = run("b.json", Compared.run(2, 0.10));
    assertEquals(1, compare(a, b, "--fail-on", "worse>2%"), out + err);
    assertTrue(out.contains("GATE worse>2%: REGRESSION (exit code 1)"), out);
    assertEquals(0, compare(a, b), "without a gate");
    assertEquals(0, compare(a, b, "--fail-on", "worse>50%"));
  }

  @Test
  void aGateIsUndecidedWithTwo() throws IOException {
    String a = run("a.json", Compared.run(1, 0.05));
    String b = run("b.json", Compared.run(2, 0.05));
    assertEquals(2, compare(a, b, "--fail-on", "worse>0.01%"), out + err);
    String x = jmh("x.json", 1, 2);
    String y = jmh("y.json", 11, 12);
    assertEquals(2, compare("--base", x, "--new", y, "--fail-on=worse"), out + err);
    assertTrue(out.contains("needs at least 3 samples a side, has 2 and 2"), out);
  }

  @Test
  void aGateThatCantBeTrustedEndsInThree() throws IOException {
    String a = run("a.json", Compared.run(1, 0));
    String b = run("b.json", Compared.partialRun(2, 0.5));
    assertEquals(3, compare(a, b, "--fail-on", "worse"), out + err);
    assertTrue(out.contains("UNTRUSTED: b is partial"), out);
    assertEquals(0, compare(a, b));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a b --fail-on better",
        "a b --fail-on worse>2",
        "a b --format pdf",
        "a b --delta 200%",
        "a b --unknown",
        "--base a",
        "--new a",
        "--base a --new",
        "--base --new a",
        "a --base b --new c"
      })
  void aWrongCommandLineIs64(String arguments) {
    assertEquals(
        64, compare(arguments.isEmpty() ? new String[0] : arguments.split(" ")), out + err);
    assertEquals("", out);
    assertEquals(1, err.lines().count(), err);
  }

  @Test
  void unreadableOrUnlikeDataIs65() throws IOException {
    String good = jmh("good.json", 1, 2, 3, 4);
    bad("no such file", good, folder.resolve("absent.json").toString());
    bad("not a regular file", good, folder.toString());
    bad("not a result", good, write("other.txt", "hello\n"));
    bad("empty file", good, write("empty.json", ""));
    bad(
        "NaN",
        good,
        write(
            "nan.json",
            "[{\"benchmark\":\"demo.Spin.tokens\",\"mode\":\"avgt\","
                + "\"threads\":1,\"forks\":1,\"primaryMetric\":{\"scoreUnit\":\"us/op\","
                + "\"rawData\":[[\"NaN\"]]}}]"));
    bad(
        ":3: expected a plan",
        run("a.json", Compared.run(1, 0)),
        Compared.saved(folder, "bad.json").toString());
    bad("is a run of HookBench", good, run("b.json", Compared.run(1, 0)));
    bad("one sample of", good, jmh("one.json", 1));
  }

  private void bad(String words, String... files) {
    assertEquals(65, compare(files), out + err);
    assertEquals("", out);
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.startsWith("hookbench: ") && err.contains(words), err);
    assertTrue(err.contains(files[1]), err);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void eachNewIsASide() throws IOException {
    String a = jmh("none-1.json", 1, 2, 3);
    String b = jmh("none-2.json", 4, 5);
    String c = jmh("tc-1.json", 1, 2, 3);
    String d = jmh("tc-2.json", 4, 5);
    String e = jmh("xdp-1.json", 1, 2, 3, 4);
    assertEquals(0, compare("--base", a, b, "--new", c, d, "--new", e, "--format", "json"), err);
    assertTrue(out.contains("\"family\" : 2"), out);
    assertTrue(out.contains("\"label\" : \"xdp"), out);
    assertEquals(0, compare(a, c, e), err);
    assertTrue(out.contains("xdp-1.json"), out);
  }

  @Test
  void metricsAndDeltaNarrow() throws IOException {
    String folder = "src/test/resources/foreign/reference/vm/";
    int exit =
        compare(
            folder + "none-netperf.txt",
            folder + "tc-netperf.txt",
            "--metric=mean latency",
            "--delta=5%",
            "--fail-on=worse");
    assertEquals(0, exit, out);
    assertTrue(out.contains("smallest effect of interest 5 %"), out);
    assertFalse(out.contains("max latency"), out);
  }

  @Test
  void deltaIsTheSettingOrTheOptionAndNotBoth() throws IOException {
    String a = jmh("a.json", 1, 2, 3, 4);
    String b = jmh("b.json", 1, 2, 3, 4.5);
    System.setProperty("hookbench.delta", "7%");
    try {
      assertEquals(0, compare(a, b), err);
      assertTrue(out.contains("interest 7 %"), out);
      assertEquals(64, compare(a, b, "--delta=0.5%"), err);
      assertTrue(err.contains("--delta=0.5% and -Dhookbench.delta=7% differ"), err);
    } finally {
      System.clearProperty("hookbench.delta");
    }
    assertEquals(0, compare(a, b, "--delta=0.5%"), err);
    assertTrue(out.contains("interest 0.5 %"), out);
    assertEquals(64, compare(a, b, "--delta=200%"));
    assertTrue(err.contains("--delta=200% is not a share"), err);
  }

  @Test
  void theEndOfOutputIsTheFormat() throws IOException {
    String a = jmh("a.json", 1, 2, 3, 4);
    String b = jmh("b.json", 11, 12, 13, 14.5);
    Path page = folder.resolve("c.html");
    assertEquals(0, compare(a, b, "-o", page.toString()), err);
    assertEquals("", out);
    assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
    Path text = folder.resolve("c.txt");
    assertEquals(1, compare(a, b, "--fail-on=worse", "-o", text.toString()), err);
    assertTrue(Files.readString(text).contains("GATE worse: REGRESSION"));
    Path other = folder.resolve("page");
    assertEquals(0, compare(a, b, "--html", other.toString()), err);
    assertEquals(Files.readString(page), Files.readString(other));
    assertEquals(64, compare(a, b, "--html", other.toString(), "-o", text.toString()));
    assertTrue(err.contains("give one of them"), err);
    assertEquals(64, compare(a, b, "--html", other.toString(), "--format=text"));
    assertTrue(err.contains("give one of them"), err);
    assertEquals(64, compare(a, b, "-o", folder.resolve("c.pdf").toString()));
    assertTrue(err.contains("pdf"), err);
    assertEquals(64, compare(a, b, "--format", "json", "-o", a));
    assertTrue(err.contains("is a file that is compared"), err);
    assertTrue(Files.readString(Path.of(a)).contains("primaryMetric"));
    assertEquals(73, compare(a, b, "-o", folder.resolve("no/c.html").toString()));
  }

  @Test
  void pseudoReplicatesAreLabelledAndNotTrusted() throws IOException {
    double[] fork = {1, 2, 3, 4, 5};
    double[] worse = {11, 12, 13, 14, 15};
    String a = Compared.jmh(folder, "a.json", "avgt", "us/op", fork).toString();
    String b = Compared.jmh(folder, "b.json", "avgt", "us/op", worse).toString();
    assertEquals(3, compare(a, b, "--fail-on=worse"), err);
    assertTrue(out.contains("PSEUDO-REPLICATED"), out);
    assertTrue(out.contains("slower"), out);
  }

  @Test
  void runsArePrintedWithinEightyColumns() throws IOException {
    String a = run("monday.json", Compared.run(1, 0.02));
    String b = run("friday.json", Compared.run(2, 0.10));
    assertEquals(0, compare(a, b));
    out.lines().forEach(l -> assertTrue(l.length() <= 80, l));
    assertTrue(out.contains("UNPAIRED UdpPackets (payload=64): friday against monday"), out);
    assertTrue(out.contains("null (noise)"), out);
  }

  @Test
  void helpSaysWhatTheGateMeans() {
    assertEquals(0, compare("--help"));
    for (String words :
        new String[] {
          "wholly above +2 %",
          "0  pass",
          "1  regression",
          "2  undecided",
          "3  untrusted",
          "64",
          "65"
        }) {
      assertTrue(out.contains(words), out);
    }
    assertEquals("", err);
    out.lines().forEach(l -> assertTrue(l.length() <= 80, l));
  }
}
