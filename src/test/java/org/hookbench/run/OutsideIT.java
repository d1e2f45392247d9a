package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.framework.hook.HookProvider;
import org.hookbench.framework.profile.LaneProfilerProvider;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.OutsideProject;
import org.hookbench.testing.TargetFolder;
import org.hookbench.tool.doctor.CheckProvider;
import org.hookbench.tool.input.InputFormatProvider;
import org.hookbench.tool.report.ReportFormatProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of another project's, compiled against the jar and put beside it: they are found. */
@KernelTest
@Tag(JarRun.NEEDED)
class OutsideIT {
  private static final String SHORT = " -p hook=tc -f 1 -i 5 -wi 1 -Dhookbench.save=run.json";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  private OutsideProject outside;

  @BeforeEach
  void begin() throws Exception {
    outside = new OutsideProject(folder);
  }

  @Test
  void aWorkloadIsListedAndMeasured() throws Exception {
    outside.compile("Echo");
    JarRun.Outcome list = run("-l");
    assertTrue(list.out().contains("outside.Echo.roundTrips"), list.toString());
    assertTrue(list.out().contains("UdpPackets"), list.toString());

    JarRun.Outcome run = run("Echo --all -p payload=100" + SHORT);
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("Echo"), run.toString());
    assertTrue(run.out().contains("Echo: round trip in us"), run.toString());
    assertEquals("", run.leftInTmp(), run.toString());

    JarRun.Outcome refused = run("Echo -p payload=2000" + SHORT);
    assertEquals(64, refused.exitCode(), refused.toString());
    assertEquals(
        "hookbench: Echo: payload=2000 is not from 1 to 1400 bytes\n",
        refused.err(),
        refused.toString());
  }

  /** It has no arms to compare; JMH's own main class runs it. */
  @Test
  void aPlainBenchmarkOfJmhIsLeftToJmh() throws Exception {
    outside.compile("Plain");
    JarRun.Outcome list = run("-l");
    assertEquals(0, list.exitCode(), list.toString());
    assertTrue(list.out().contains("outside.Plain.logarithm"), list.toString());

    JarRun.Outcome both = run(SHORT.strip() + " Plain UdpPackets");
    assertEquals(0, both.exitCode(), both.toString());
    assertTrue(both.out().contains("UdpPackets"), both.toString());
    assertFalse(both.out().contains("Plain"), both.toString());

    JarRun.Outcome named = run("Plain");
    assertEquals(64, named.exitCode(), named.toString());
    assertEquals(1, named.err().lines().count(), named.toString());
    assertTrue(named.err().contains("org.openjdk.jmh.Main"), named.toString());

    JarRun.Outcome jmh = outside.runMain("org.openjdk.jmh.Main", "Plain");
    assertEquals(0, jmh.exitCode(), jmh.toString());
    assertTrue(jmh.out().contains("Plain.logarithm"), jmh.toString());
  }

  @Test
  void aProfilerIsListedAndToldOfSlices() throws Exception {
    outside.compile("Allocated").service(LaneProfilerProvider.class, "Allocated$Provider");
    JarRun.Outcome list = run("-lprof");
    assertTrue(
        list.out().contains("allocated: bytes that the measuring thread allocates"),
        list.toString());

    JarRun.Outcome run = run("UdpPackets -prof allocated -rf json -rff j.json" + SHORT);
    assertEquals(0, run.exitCode(), run.toString());
    JsonNode json = new ObjectMapper().readTree(folder.resolve("j.json").toFile());
    assertTrue(json.toString().contains("B/packet"), json.toString());

    JarRun.Outcome refused = run("UdpPackets -prof allocated:x=1" + SHORT);
    assertEquals(64, refused.exitCode(), refused.toString());
    assertEquals("hookbench: -prof allocated takes no options\n", refused.err());
  }

  @Test
  void aReportFormatIsListedAndRenders() throws Exception {
    outside.compile("Tsv").service(ReportFormatProvider.class, "Tsv");
    try (var saved =
        getClass().getResourceAsStream("/org/hookbench/framework/runfile/version2.json")) {
      Files.copy(saved, folder.resolve("run.json"));
    }
    JarRun.Outcome help = run("report --help");
    String formats = "text, md, csv, json, html, github-action-benchmark, openmetrics, tsv;";
    assertTrue(help.out().replaceAll("\\s+", " ").contains(formats), help.toString());

    JarRun.Outcome report = run("report run.json --format tsv");
    assertEquals(0, report.exitCode(), report.toString());
    List<String> lines = report.out().lines().toList();
    assertEquals("workload\tarm\tvalue\tunit", lines.get(0));
    assertTrue(lines.get(1).matches("\\w+\tnone\t[0-9.E]+\t\\S+"), lines.get(1));

    assertEquals(0, run("report run.json -o out.tsv").exitCode());
    assertEquals(report.out(), Files.readString(folder.resolve("out.tsv")));
  }

  /** The bug is not HookBench's, and the line says whose. */
  @Test
  void whatFailsInUseEndsInALineThatNamesIt() throws Exception {
    outside.compileSource(
        """
        package outside;

        import java.util.List;
        import java.util.Optional;
        import org.hookbench.framework.analysis.RunResults;
        import org.hookbench.framework.hook.*;
        import org.hookbench.kernel.bpf.BpfProgram;
        import org.hookbench.tool.report.*;

        public final class Broken
            implements Hook, HookProvider, ReportFormat, ReportFormatProvider {
          @Override public List<Hook> hooks() { return List.of(this); }
          @Override public List<ReportFormat> formats() { return List.of(this); }
          @Override public String name() { return "broken"; }
          @Override public String where() { return "nowhere"; }
          @Override public String kernel() { return "Linux 9"; }
          @Override public Optional<ProgramKind> programKind() {
            return Optional.of(ProgramKind.XDP);
          }
          @Override public boolean detachesByItself() { return true; }
          @Override public Attachment attach(Target target, BpfProgram program) {
            throw new IllegalStateException("no\\nlicence");
          }
          @Override public String render(RunResults results) {
            throw new ArrayIndexOutOfBoundsException(7);
          }
        }
        """);
    outside.service(HookProvider.class, "Broken").service(ReportFormatProvider.class, "Broken");
    try (var saved =
        getClass().getResourceAsStream("/org/hookbench/framework/runfile/version2.json")) {
      Files.copy(saved, folder.resolve("run.json"));
    }
    JarRun.Outcome report = run("report run.json --format broken");
    assertEquals(64, report.exitCode(), report.toString());
    assertEquals(
        "hookbench: the extension outside.Broken failed to render a report:"
            + " java.lang.ArrayIndexOutOfBoundsException: Array index out of range: 7; fix it, or"
            + " take it off the class path\n",
        report.err());

    JarRun.Outcome hook = run("UdpPackets -p hook=broken -f 1 -i 5 -wi 1");
    assertEquals(64, hook.exitCode(), hook.toString());
    assertEquals(
        "hookbench: the extension outside.Broken failed to attach: java.lang.IllegalStateException:"
            + " no licence; fix it, or take it off the class path\n",
        hook.err());
  }

  @Test
  void anotherToolsFormatIsComparedAndRefusedByLine() throws Exception {
    outside.compile("Wrk").service(InputFormatProvider.class, "Wrk");
    write("a.txt", 1000, 1010, 1020, 1030, 1040, 1050, 1060, 1070);
    write("b.txt", 2000, 2010, 2020, 2030, 2040, 2050, 2060, 2070);
    JarRun.Outcome run = run("compare a.txt b.txt");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("requests"), run.toString());
    assertTrue(run.out().contains("FASTER") || run.out().contains("+"), run.toString());

    Files.writeString(folder.resolve("damaged.txt"), "Requests/sec:   many\n");
    JarRun.Outcome damaged = run("compare a.txt damaged.txt");
    assertEquals(65, damaged.exitCode(), damaged.toString());
    assertEquals(
        "hookbench: damaged.txt:1: 'many' is no number, expected requests/s\n", damaged.err());

    Files.writeString(folder.resolve("endless.txt"), "Requests/sec:   Infinity\n");
    JarRun.Outcome endless = run("compare a.txt endless.txt");
    assertEquals(65, endless.exitCode(), endless.toString());
    assertTrue(endless.err().contains("expected a number from 0 to 1e100"), endless.toString());

    Files.writeString(folder.resolve("other.txt"), "nothing\n");
    JarRun.Outcome other = run("compare a.txt other.txt");
    assertTrue(other.err().contains("JMH JSON, or wrk text"), other.toString());
  }

  @Test
  void aCheckOfDoctorsIsAsked() throws Exception {
    outside.compile("Swap").service(CheckProvider.class, "Swap");
    JarRun.Outcome run = run("doctor --json");
    JsonNode checks = new ObjectMapper().readTree(run.out()).get("checks");
    JsonNode last = checks.get(checks.size() - 1);
    assertEquals("acme.swap", last.get("id").asText(), run.toString());
    assertTrue(List.of("OK", "WARNING").contains(last.get("status").asText()), run.toString());
  }

  private JarRun.Outcome run(String arguments) throws Exception {
    return outside.run(arguments.split(" "));
  }

  private void write(String file, int... rates) throws Exception {
    StringBuilder text = new StringBuilder();
    for (int rate : rates) {
      text.append("Running 10s test @ http://198.18.0.2/\nRequests/sec:   ").append(rate);
      text.append(".50\nTransfer/sec:      1.00MB\n");
    }
    Files.writeString(folder.resolve(file), text);
  }
}
