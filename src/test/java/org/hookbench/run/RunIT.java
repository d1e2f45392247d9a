package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.sys.Affinity;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.LoadedPrograms;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as a user runs it: what it prints, writes, leaves behind, and its exit code. */
@KernelTest
@Tag(JarRun.NEEDED)
class RunIT {
  private static final String SHORT = "-f 1 -i 5 -wi 1";

  /** A run that goes on until it is stopped. */
  private static final String LONG = "UdpPackets -p hook=tc -f 5 -i 500 -wi 1 -r 5ms";

  /** Unlike the name of any other program that may be loaded on this machine. */
  private static final String FUNCTION = "hb_run_" + ProcessHandle.current().pid() % 1_000_000;

  @TempDir(factory = TargetFolder.class)
  Path folder;

  private Set<String> linksBefore;

  @BeforeEach
  void noteLinks() throws IOException {
    linksBefore = links();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    LoadedPrograms.awaitNone(FUNCTION);
    Set<String> links = links();
    links.removeAll(linksBefore);
    links.removeIf(name -> !name.matches("h[ab]\\d+"));
    assertEquals(Set.of(), links);
  }

  /** A run is saved, {@code report} prints it again to the letter, {@code compare} takes it. */
  @Test
  void savedRunIsReportedToTheLetterAndCompared() throws Exception {
    JarRun.Outcome measured =
        run("UdpPackets -p hook=tc -f 6 -i 4 -wi 1 --save a.json --html --delta 30% --all");
    assertEquals(0, measured.exitCode(), measured.toString());
    assertTrue(measured.out().contains("The report is in a.html"), measured.toString());
    // other tests may run meanwhile: it says so where they do
    double load =
        forks("a.json").stream()
            .mapToDouble(f -> f.at("/report/otherLoad").asDouble())
            .average()
            .orElseThrow();
    assertTrue(measured.out().contains("other load on the"), measured.toString());
    assertEquals(load >= 0.05, measured.out().contains("noisy: other work took"), "" + load);

    JarRun.Outcome report = run("report a.json --all");
    assertEquals(0, report.exitCode(), report.toString());
    assertTrue(measured.out().contains(report.out()), report.toString());
    assertTrue(report.out().contains("delta 30 %"), report.toString());

    JarRun.Outcome html = run("report a.json -o run.html");
    assertEquals(0, html.exitCode(), html.toString());
    for (String page : List.of("a.html", "run.html")) {
      assertTrue(Files.readString(folder.resolve(page)).contains("</html>"), page);
    }

    JarRun.Outcome gate = run("compare --fail-on worse>2% a.json a.json");
    assertTrue(gate.out().contains("GATE worse>2%"), gate.toString());
    assertTrue(Set.of(0, 2, 3).contains(gate.exitCode()), gate.toString());
  }

  /** A process that never sleeps takes about half of the CPU on which both ends are. */
  @Test
  void otherWorkOnTheMeasuredCpuMakesTheRunNoisyInWords() throws Exception {
    String measured = Integer.toString(Affinity.allowed().length() - 1);
    Process busy =
        new ProcessBuilder("taskset", "-c", measured, "sh", "-c", "while :; do :; done").start();
    try {
      JarRun.Outcome run =
          run("UdpPackets -p hook=tc -f 1 -i 5 -wi 1 --all -Dhookbench.save=a.json");
      assertEquals(0, run.exitCode(), run.toString());
      assertTrue(run.out().contains("Note   UdpPackets is noisy: other work took"), run.toString());
      assertTrue(run.out().contains("tc: noisy: other work took"), run.toString());
      double load = forks("a.json").get(0).at("/report/otherLoad").asDouble();
      assertTrue(load > 0.05 && load < 1, "" + load);
    } finally {
      busy.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hooks",
        "doctor -h",
        "programs -h",
        "-h",
        "-l",
        "-lp",
        "-lprof",
        "-lrf",
        "compare -h",
        "report -h"
      })
  void listsAndHelpEndWell(String arguments) throws Exception {
    JarRun.Outcome run = run(arguments);
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().lines().anyMatch(l -> !l.isBlank()), run.toString());
  }

  /** What root makes under sudo is the user's; a file that was there keeps its owner. */
  @Test
  void resultsUnderSudoBelongToWhoCalledIt() throws Exception {
    Path replaced = Files.createFile(folder.resolve("r.json"));
    List<String> sudo = List.of("env", "SUDO_UID=4321", "SUDO_GID=8765");
    String arguments = "UdpPackets -p hook=tc " + SHORT + " -rf json -rff r.json";
    try (JarRun run = JarRun.startThrough(folder, sudo, arguments.split(" "))) {
      JarRun.Outcome outcome = run.await();
      assertEquals(0, outcome.exitCode(), outcome.toString());
    }
    assertEquals("0:0", owner(replaced));
    assertTrue(Files.size(replaced) > 0);
    try (Stream<Path> made = Files.walk(folder.resolve("hookbench-results"))) {
      List<String> owners = made.map(RunIT::owner).toList();
      assertEquals(List.of("4321:8765", "4321:8765"), owners, "the folder and the run in it");
    }
  }

  private static String owner(Path file) {
    try {
      return Files.getAttribute(file, "unix:uid") + ":" + Files.getAttribute(file, "unix:gid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As small as a calibration gets: what it finds is chance, so both ends are right. */
  @Test
  void calibrationComesToAVerdict() throws Exception {
    JarRun.Outcome run = run("calibrate --forks 6 --html calibration.html");
    assertTrue(Set.of(0, 1).contains(run.exitCode()), run.toString());
    assertTrue(run.out().contains(" of 20 comparisons of two arms with nothing"), run.toString());
    assertTrue(run.out().matches("(?s).*Calibration (PASSED|FAILED) in .*"), run.toString());
    assertTrue(Files.readString(folder.resolve("calibration.html")).contains("</html>"));
    assertNothingLeft(run);
  }

  @Test
  void shortRunPrintsTableAndComparisonAndWritesJmhsJson() throws Exception {
    String program = object();
    JarRun.Outcome run =
        run(
            "UdpPackets -p hook=tc -p program="
                + program
                + " "
                + SHORT
                + " --all -rf json -rff r.json");
    assertEquals(0, run.exitCode(), run.toString());
    for (String arm : List.of("none", "null", "tc")) {
      assertTrue(
          run.out()
              .lines()
              .anyMatch(l -> l.startsWith("UdpPackets.cost ") && l.contains(" " + arm + " ")),
          arm + " in JMH's table of " + run);
    }
    String comparison = run.out().substring(run.out().lastIndexOf("UdpPackets.cost"));
    for (String word : List.of("answer", "noise", "needs at least 6 forks, has 1", "95 %")) {
      assertTrue(comparison.contains(word), word + " in the comparison of " + run);
    }

    JsonNode records = new ObjectMapper().readTree(folder.resolve("r.json").toFile());
    List<String> arms = new ArrayList<>();
    for (JsonNode r : records) {
      arms.add(r.at("/params/hook").asText() + " " + r.at("/params/program").asText());
      assertEquals(1, r.at("/primaryMetric/rawData").size());
      assertEquals(5, r.at("/primaryMetric/rawData/0").size());
      for (JsonNode value : r.at("/primaryMetric/rawData/0")) {
        assertTrue(value.asDouble() > 0, value.toString());
      }
    }
    assertEquals(List.of("none none", "null none", "tc pass", "tc " + program), arms);
    assertNothingLeft(run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TcpRoundTrip", "TcpConnect"})
  void otherWorkloadsRunToo(String workload) throws Exception {
    assertTrue(atThreeHooks(workload).contains("xdpdrv"));
  }

  /** Native XDP takes the sender's segmentation away: the report must tell that from the hook. */
  @Test
  void reportTellsTheLostOffloadsFromTheHook() throws Exception {
    String report = atThreeHooks("TcpStream");
    assertTrue(report.contains(" none+xdpdrv  offloads lost "), report);
    assertTrue(report.contains(" xdpdrv       empty hook "), report);
  }

  private String atThreeHooks(String workload) throws Exception {
    JarRun.Outcome run = run(workload + " -p hook=tc,xdpgeneric,xdpdrv --all " + SHORT);
    assertEquals(0, run.exitCode(), run.toString());
    return run.out();
  }

  @Test
  void hookThatTheWorkloadDoesNotExerciseIsRefused() throws Exception {
    JarRun.Outcome run = run("TcpStream -p hook=connect4 " + SHORT);
    assertEquals(64, run.exitCode(), run.toString());
    assertTrue(run.err().contains("measure it with TcpConnect"), run.toString());
  }

  @Test
  void baselineAloneCanBeRun() throws Exception {
    JarRun.Outcome run = run("UdpPackets -p hook=none " + SHORT);
    assertEquals(0, run.exitCode(), run.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-p hook=xdpdriver | 64 | unknown hook 'xdpdriver'; did you mean xdpdrv?",
        "-p hok=tc | 64 | unknown parameter 'hok'; did you mean hook?",
        "-p link=vth | 64 | unknown value of link 'vth'; did you mean veth?",
        "-p program=pas | 64 | unknown program 'pas'; did you mean pass?",
        "-p program=spin@nss=1 | 64 | program 'spin' has no constant 'nss'; it has ns, next",
        "-f 0 | 64 | -f 0: the fork is the unit of analysis",
        "-Dhookbench.sede=1 | 64 | unknown setting 'hookbench.sede'; did you mean hookbench.seed?",
        "-t 4 | 64 | -t has no meaning here",
        "UdpPackets -p hook=xdpdrv -p link=lo | 64 | hook=xdpdrv needs a driver with native XDP",
        "UdpPackets -p hook=xdpdrv -p mtu=9000 | 69 | attach xdpdrv to hb",
        "-p program=/nonexistent/x.o:f | 65 | read BPF object /nonexistent/x.o: ENOENT",
        "-p program=/tmp:f | 65 | read BPF object /tmp: it is a directory",
        "UdpPackets -p hook=tc -rff /nonexistent/r.json | 73 | ",
      })
  void badInputIsOneClearLine(String arguments, int exitCode, String message) throws Exception {
    JarRun.Outcome run = run(arguments);
    assertEquals(exitCode, run.exitCode(), run.toString());
    assertEquals("", run.out());
    List<String> lines = run.err().lines().toList();
    assertEquals(1, lines.size(), run.toString());
    assertTrue(
        lines.get(0).startsWith("hookbench: " + (message == null ? "" : message)), lines.get(0));
    assertNothingLeft(run);
  }

  @Test
  void rejectedProgramShowsTheEndOfTheLog() throws Exception {
    Files.write(
        folder.resolve("bad.o"),
        BpfCompiler.compile(
            "SEC(\"tc\") int bad(struct __sk_buff *s) { return *(volatile int *)(long) s->data; }"));
    JarRun.Outcome run = run("UdpPackets -p hook=tc -p program=bad.o:bad");
    assertEquals(69, run.exitCode(), run.toString());
    assertTrue(run.err().startsWith("hookbench: load BPF program bad.o:bad: EACCES"), run.err());
    assertTrue(run.err().contains("invalid access to packet"), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
    assertNothingLeft(run);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 700})
  void truncatedObjectIsRefused(int bytes) throws Exception {
    byte[] elf = BpfCompiler.compile("SEC(\"tc\") int f(struct __sk_buff *s) { return 0; }");
    Files.write(folder.resolve("cut.o"), Arrays.copyOf(elf, bytes));
    JarRun.Outcome run = run("UdpPackets -p hook=tc -p program=cut.o:f");
    assertEquals(65, run.exitCode(), run.toString());
    assertTrue(run.err().startsWith("hookbench: open BPF object cut.o: "), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertNothingLeft(run);
  }

  @Test
  void forkEndsWithItsHostThatIsKilledAndNothingIsLeft() throws Exception {
    try (JarRun run = start(LONG + " -p program=" + object())) {
      ProcessHandle fork = run.fork();
      awaitLoaded();
      run.host().destroyForcibly();
      fork.onExit().get(2, TimeUnit.SECONDS);
      JarRun.Outcome outcome = run.await();
      assertEquals(137, outcome.exitCode(), outcome.toString());
      assertNothingLeft(outcome);
    }
  }

  /** The moments are in ms after the start: rehearsal, JMH's probes, the fork's start, slices. */
  @ParameterizedTest
  @ValueSource(ints = {100, 500, 900, 1300, 1800, 2200})
  void hostKilledAtAnyMomentLeavesNoProcessAndNoProgram(int moment) throws Exception {
    try (JarRun run = start(LONG + " -p program=" + object())) {
      ProcessHandle host = run.host();
      Thread.sleep(moment);
      host.destroyForcibly();
      JarRun.Outcome outcome = run.await();
      assertEquals(137, outcome.exitCode(), outcome.toString());
      assertEquals("", outcome.leftRunning());
    }
  }

  @Test
  void secondRunAtATimeIsRefused() throws Exception {
    Files.writeString(
        folder.resolve("two"),
        """
        #!/bin/sh
        # arguments: java -jar JAR
        "$@" %s > first.out 2>&1 &
        first=$!
        until grep -qs payload first.out; do sleep 0.1; done
        "$@" UdpPackets -p hook=tc
        code=$?
        kill $first
        wait
        exit $code
        """
            .formatted(LONG));
    try (JarRun run = JarRun.startThrough(folder, List.of("sh", "two"))) {
      JarRun.Outcome outcome = run.await();
      assertEquals(69, outcome.exitCode(), outcome.toString());
      assertTrue(
          outcome
              .err()
              .strip()
              .matches(
                  "hookbench: another HookBench run is going on \\(pid \\d+\\); two would measure"
                      + " each other; --wait waits for its end"),
          outcome.err());
      assertNothingLeft(outcome);
    }
  }

  @Test
  void forkThatIsKilledFailsTheRunAndIsNamed() throws Exception {
    try (JarRun run = start("UdpPackets -p hook=tc -f 1 -i 500 -wi 1 -r 5ms")) {
      run.fork().destroyForcibly();
      JarRun.Outcome outcome = run.await();
      assertEquals(1, outcome.exitCode(), outcome.toString());
      assertTrue(
          outcome.out().contains("fork 1 of 1 failed: its JVM was killed by signal 9"),
          outcome.toString());
      assertNothingLeft(outcome);
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void stoppedRunSaysThatItIsPartial(String signal, int exitCode) throws Exception {
    try (JarRun run = start(LONG + " -p program=" + object())) {
      run.fork();
      String pid = Long.toString(run.host().pid());
      assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
      JarRun.Outcome outcome = run.await();
      assertEquals(exitCode, outcome.exitCode(), outcome.toString());
      assertTrue(outcome.out().contains("PARTIAL"), outcome.toString());
      assertNothingLeft(outcome);
    }
  }

  @Test
  void terminatedRunSavesTheForksThatWereThere() throws Exception {
    String arguments = "UdpPackets -p hook=tc -f 50 -i 5 -wi 1 -r 1ms -rf json -rff r.json";
    try (JarRun run = start(arguments)) {
      awaitLine("fork 2 of 50");
      run.host().destroy();
      JarRun.Outcome outcome = run.await();
      assertEquals(143, outcome.exitCode(), outcome.toString());
      assertTrue(outcome.out().contains("PARTIAL"), outcome.toString());
      JsonNode records = new ObjectMapper().readTree(folder.resolve("r.json").toFile());
      assertEquals(3, records.size());
      assertTrue(records.get(0).at("/primaryMetric/rawData").size() >= 2);
      assertNothingLeft(outcome);
    }
  }

  private static void awaitLoaded() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (LoadedPrograms.named(FUNCTION) == 0) {
      assertTrue(System.nanoTime() - deadline < 0, "the program was never loaded");
      Thread.sleep(20);
    }
  }

  private void awaitLine(String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.readString(folder.resolve("stderr")).contains(text)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("never said " + text);
      }
      Thread.sleep(50);
    }
  }

  private static void assertNothingLeft(JarRun.Outcome run) {
    assertEquals("", run.leftRunning());
    assertEquals("", run.leftInTmp());
  }

  /** The forks of a saved run's first case. */
  private List<JsonNode> forks(String file) throws IOException {
    List<JsonNode> forks = new ArrayList<>();
    JsonNode run = new ObjectMapper().readTree(folder.resolve(file).toFile());
    run.at("/cases/0/forks").forEach(forks::add);
    return forks;
  }

  private JarRun.Outcome run(String arguments) throws Exception {
    return JarRun.of(folder, arguments.split(" "));
  }

  private JarRun start(String arguments) throws IOException {
    return JarRun.start(folder, arguments.split(" "));
  }

  /** A program that can be told from those of others, as a user names it. */
  private String object() throws IOException {
    Files.write(
        folder.resolve("own.o"),
        BpfCompiler.compile(
            "SEC(\"tc\") int " + FUNCTION + "(struct __sk_buff *s) { return TC_ACT_OK; }"));
    return "own.o:" + FUNCTION;
  }

  private static Set<String> links() {
    try (Rtnl rtnl = Rtnl.open()) {
      return rtnl.links().stream().map(Link::name).collect(Collectors.toSet());
    }
  }
}
