package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.framework.workload.Metric;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.Command;
import org.hookbench.testing.DocumentedCommands;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.NeedsCommands;
import org.hookbench.testing.OtherProject;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/own-benchmark.md has its reader do: copies src/examples/own-benchmark, builds it
 * against the published jar and pom, and measures its benchmark and its eBPF program.
 */
@KernelTest
@NeedsCommands({"mvn", "clang"})
@Tag(JarRun.NEEDED)
@Tag(BpfCompiler.NEEDED)
class OwnBenchmarkIT {
  private static final Path TEMPLATE = Path.of("src", "examples", "own-benchmark");

  @TempDir(factory = TargetFolder.class)
  static Path folder;

  private static Path project;
  private static Path jar;

  @BeforeAll
  static void build() throws Exception {
    OtherProject other = new OtherProject(TEMPLATE, folder);
    other.installHookBench(Path.of("target"));
    other.maven("package");
    project = other.folder();
    jar = project.resolve("target/benchmarks.jar");
  }

  @Test
  void measuresItsOwnBenchmarkAndProgramAsBuiltInOnes() throws Exception {
    List<String> arguments =
        DocumentedCommands.of(Path.of("docs", "own-benchmark.md")).stream()
            .filter(DocumentedCommands.Shown::isOurs)
            .map(DocumentedCommands.Shown::arguments)
            .findFirst()
            .orElseThrow();
    arguments.addAll(List.of("-f", "1", "-i", "5", "-wi", "1", "--all"));
    arguments.add("-Dhookbench.save=run.json");
    JarRun.Outcome outcome = JarRun.ofJar(jar, project, arguments.toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.toString());
    assertTrue(outcome.out().contains("OwnBench: response time in us"), outcome.toString());
    assertTrue(outcome.out().contains(" tc/tc_lengths "), outcome.toString());
    assertTrue(
        outcome.out().contains("Object tc_lengths is in target/own.bpf.o\n"), outcome.toString());
    assertEquals("", outcome.leftInTmp());

    RunData run = RunFile.read(project.resolve("run.json"));
    assertEquals(RunData.Status.COMPLETE, run.status());
    assertEquals(List.of("OwnBench"), run.cases().stream().map(c -> c.bench().workload()).toList());
    CaseData own = run.cases().get(0);
    assertEquals(Metric.latency("response time", "request", 1), own.metric());
    List<ArmEvidence> evidence = own.forks().get(0).report().orElseThrow().evidence();
    for (ArmEvidence.Pass pass : evidence.get(evidence.size() - 1).passes()) {
      assertTrue(pass.hits() >= pass.operations(), pass + ": a request is a packet at least");
    }
  }

  /** The version is HookBench's, not that of the project that the jar is of. */
  @Test
  void theJarSaysWhatItIsAndWhatItHas() throws Exception {
    JarRun.Outcome version = JarRun.ofJar(jar, project, "--version");
    assertEquals(0, version.exitCode(), version.toString());
    assertEquals(JarRun.of(project, "--version").out(), version.out());
    JarRun.Outcome list = JarRun.ofJar(jar, project, "-l");
    for (String benchmark :
        List.of(
            "com.example.OwnBench.request",
            "com.example.PlainJmh.checksum",
            "org.hookbench.bench.UdpPackets.")) {
      assertTrue(list.out().contains(benchmark), list.toString());
    }
  }

  /** JMH's own main class and loop, with no word of ours. */
  @Test
  void aPlainBenchmarkRunsUnderJmhAlone() throws Exception {
    String out =
        Command.run(
            "Java",
            List.of(
                Command.JAVA,
                "-cp",
                jar.toString(),
                "org.openjdk.jmh.Main",
                "PlainJmh",
                "-f",
                "1",
                "-wi",
                "0",
                "-i",
                "2",
                "-r",
                "50ms"));
    assertTrue(out.contains("PlainJmh.checksum  avgt    2"), out);
  }
}
