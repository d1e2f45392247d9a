package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.Leftovers;
import org.hookbench.testing.NeedsCommands;
import org.hookbench.testing.TargetFolder;
import org.hookbench.testing.TrafficEnds;
import org.hookbench.tool.cli.error.ExitCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands of a user's as traffic. */
@KernelTest
@NeedsCommands("iperf3")
@Tag(JarRun.NEEDED)
class CommandIT {
  private static final String CLASSES = "/mnt/project/target/test-classes";
  private static final String RATE = "metric=regex:(\\S+) trips/s";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  private static String[] run(String server, String client, String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of("Command", "-f", "1", "-i", "2", "-p", "hook=tc", "--save", "run.json"));
    arguments.addAll(List.of("-p", "server=" + server, "-p", "client=" + client));
    for (String parameter : further) {
      arguments.addAll(List.of("-p", parameter));
    }
    return arguments.toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource({"4, veth, 0", "6, veth, 18080", "4, lo, 0"})
  void aRunFromEndToEnd(String ipv, String link, int port) throws Exception {
    Leftovers leftovers = Leftovers.since();
    JarRun.Outcome outcome =
        JarRun.of(
            folder,
            run(
                TrafficEnds.server(CLASSES, 0),
                TrafficEnds.client(CLASSES, 50),
                RATE,
                "ipv=" + ipv,
                "link=" + link,
                "port=" + (port == 0 ? "auto" : port)));
    assertEquals(0, outcome.exitCode(), outcome.toString());
    assertTrue(outcome.out().contains("trips/s"), outcome.toString());
    assertTrue(outcome.out().contains("programs ran 1.00 times a packet"), outcome.toString());
    assertEquals("", outcome.leftInTmp());
    JsonNode bench = new ObjectMapper().readTree(folder.resolve("run.json").toFile());
    assertEquals("trips/s", bench.at("/cases/0/metric/unit").textValue());
    assertTrue(bench.at("/cases/0/metric/higherIsBetter").booleanValue());
    JsonNode load = bench.at("/cases/0/forks/0/report/otherLoad");
    assertTrue(load.isNumber(), "the user's programs are told from other load: " + load);
    JsonNode slices = bench.at("/cases/0/forks/0/slices");
    assertEquals(6, slices.at("/value").size(), "two cycles of none, null and tc");
    slices.at("/value").forEach(v -> assertTrue(v.doubleValue() > 50, slices.toString()));
    slices.at("/batches").forEach(v -> assertEquals(1, v.intValue()));
    leftovers.awaitNone();
  }

  @Test
  void whatIperf3SaysInJson() throws Exception {
    JarRun.Outcome outcome =
        JarRun.of(
            folder,
            run(
                "iperf3 -s -p {port}",
                "iperf3 -c {address} -p {port} -n 1M -J",
                "metric=json:/end/sum_received/bits_per_second"));
    assertEquals(0, outcome.exitCode(), outcome.toString());
    assertTrue(outcome.out().contains("Gbit/s"), outcome.toString());
  }

  @ParameterizedTest
  @CsvSource({"wall, wall time", "cpu, CPU time"})
  void aClientWithoutServerByItsTime(String metric, String shown) throws Exception {
    // a packet of its own, for the hook to see: nobody has to be there
    String client = TrafficEnds.client(CLASSES, 1).replace("{port}", "9") + "; true";
    JarRun.Outcome outcome = JarRun.of(folder, run("none", client, "metric=" + metric));
    assertEquals(0, outcome.exitCode(), outcome.toString());
    assertTrue(outcome.out().contains(" ms\n"), outcome.toString());
    JsonNode saved = new ObjectMapper().readTree(folder.resolve("run.json").toFile());
    assertEquals(shown, saved.at("/cases/0/metric/name").textValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none | no-such-client | wall | the client can't be started (no such executable?), exit"
            + " code 127: ",
        "no-such-server | true | wall | the server can't be started (no such executable?), exit"
            + " code 127: ",
        "none | echo one; echo two >&2; exit 5 | wall | the client failed, exit code 5: two",
        "none | sleep 60 | wall | the client runs on after 2 s (-p limit=); it wrote nothing",
        "sleep 60 | true | wall | the server does not listen on port ",
        "exit 4 | true | wall | the server ended before it listened, exit code 4; it wrote nothing",
        "none | echo 5 apples | regex:(.+) pears/s | the client wrote nothing that"
            + " metric=regex:(.+) pears/s matches: 5 apples",
        "none | echo hello | json:/a_us | the client wrote no JSON, as metric=json:/a_us needs: ",
        "none | echo '{}' | json:/a_us | the client wrote JSON without /a_us: {}"
      })
  void whatFailsIsOneLine(String server, String client, String metric, String message)
      throws Exception {
    Leftovers leftovers = Leftovers.since();
    JarRun.Outcome outcome = JarRun.of(folder, run(server, client, "metric=" + metric, "limit=2s"));
    assertEquals(ExitCode.UNAVAILABLE, outcome.exitCode(), outcome.toString());
    assertTrue(outcome.err().startsWith("hookbench: Command: " + message), outcome.toString());
    assertEquals(1, outcome.err().lines().count(), outcome.toString());
    assertEquals("", outcome.leftInTmp());
    leftovers.awaitNone();
  }

  /** It serves the run before the forks, and in the fork no cycle but the first. */
  @Test
  void aServerThatEndsInTheMiddle() throws Exception {
    JarRun.Outcome outcome =
        JarRun.of(
            folder,
            run(TrafficEnds.server(CLASSES, 2), TrafficEnds.client(CLASSES, 5), RATE, "limit=10s"));
    assertEquals(ExitCode.FAILED, outcome.exitCode(), outcome.toString());
    assertTrue(
        outcome
            .out()
            .replaceAll("\\s+", " ")
            .contains(
                "fork 1 of 1 failed: the server ended in the middle of the run, exit code 3: has"
                    + " served enough"),
        outcome.toString());
    assertEquals("", outcome.leftRunning());
  }

  /** All that a failed client wrote is there for who asks. */
  @Test
  void allThatItWroteIsInTheDetails() throws Exception {
    String[] arguments = run("none", "seq 20; exit 1");
    List<String> verbose = new ArrayList<>(List.of(arguments));
    verbose.addAll(List.of("-v", "EXTRA"));
    JarRun.Outcome outcome = JarRun.of(folder, verbose.toArray(String[]::new));
    assertTrue(
        outcome
            .err()
            .startsWith("hookbench: Command: the client failed, exit code 1: 18 | 19 | 20"),
        outcome.toString());
    assertTrue(outcome.err().contains("\n| 1\n| 2\n"), outcome.toString());
  }

  /** The server is a daemon, the client has left one behind, and both have cgroups. */
  @ParameterizedTest
  @CsvSource({"host, KILL", "fork, KILL", "host, TERM"})
  void nothingOutlivesARunThatIsKilled(String who, String signal) throws Exception {
    Leftovers leftovers = Leftovers.since();
    String length = "8" + System.nanoTime() % 1_000_000_000;
    String marked = "setsid sleep " + length + " & ";
    String[] arguments =
        run(
            marked + TrafficEnds.server(CLASSES, 0) + " & sleep 0.1",
            marked + TrafficEnds.client(CLASSES, 20),
            RATE,
            "hook=tc,cgroup-ingress");
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = arguments[i].equals("2") ? "200" : arguments[i];
    }
    // what is left would end with the run's pid namespace, and so is looked for inside
    List<String> watched =
        List.of(
            "sh",
            "-c",
            """
            "$@"
            code=$?
            n=0
            while [ $n -lt 100 ]; do
              grep -ls "^sleep.%s" /proc/[0-9]*/cmdline > left-programs || break
              n=$((n + 1))
              sleep 0.05
            done
            exit $code
            """
                .formatted(length),
            "sh");
    try (JarRun run = JarRun.startThrough(folder, watched, arguments)) {
      ProcessHandle fork = run.fork();
      while (fork.descendants().noneMatch(p -> isSleep(p))) {
        assertTrue(fork.isAlive(), "it ended too early");
        Thread.sleep(10);
      }
      ProcessHandle killed = who.equals("host") ? run.host() : fork;
      new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + killed.pid()).start().waitFor();
      JarRun.Outcome outcome = run.await();
      assertTrue(outcome.exitCode() > 0, outcome.toString());
      assertEquals("", outcome.leftRunning());
      assertEquals("", outcome.leftInTmp());
      assertEquals("", Files.readString(folder.resolve("left-programs")));
    }
    leftovers.awaitNone();
  }

  private static boolean isSleep(ProcessHandle process) {
    return process.info().command().filter(c -> c.endsWith("/sleep")).isPresent();
  }
}
