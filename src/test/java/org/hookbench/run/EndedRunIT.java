package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs at hooks of cgroups, which are folders that nothing removes when their owner is killed. */
@KernelTest
@Tag(JarRun.NEEDED)
class EndedRunIT {
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
  private static final int DEEP = 8;
  private static final String HOOKS = "UdpPackets -p hook=cgroup-ingress,cgroup-egress -wi 1";

  /** A run that goes on until it is stopped. */
  private static final String LONG = HOOKS + " -f 5 -i 500 -r 5ms";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  private Set<Path> before;

  @BeforeEach
  void noteCgroups() throws IOException {
    before = cgroups();
  }

  @ParameterizedTest
  @CsvSource({
    "TERM, host",
    "INT,  host",
    "HUP,  host",
    "KILL, host",
    "TERM, fork",
    "KILL, fork",
    "INT,  both",
    "TERM, both",
    "KILL, both"
  })
  void endedRunLeavesNoCgroup(String signal, String who) throws Exception {
    String arguments = who.equals("fork") ? LONG.replace("-f 5", "-f 1") : LONG;
    try (JarRun run = JarRun.start(folder, arguments.split(" "))) {
      ProcessHandle fork = run.fork();
      awaitCgroups(made -> made > 0);
      List<ProcessHandle> ended =
          switch (who) {
            case "host" -> List.of(run.host());
            case "fork" -> List.of(fork);
            default -> List.of(run.host(), fork);
          };
      String pids =
          ended.stream().map(p -> Long.toString(p.pid())).collect(Collectors.joining(" "));
      assertEquals(
          0, new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + pids).start().waitFor());
      JarRun.Outcome outcome = run.await();
      assertTrue(outcome.exitCode() > 0, outcome.toString());
      assertEquals("", outcome.leftRunning());
      assertEquals("", outcome.leftInTmp());
    }
    awaitCgroups(left -> left == 0);
  }

  /** The mount of somebody's part of the hierarchy comes before the one that shows the whole. */
  @Test
  void mountThatDoesNotShowOurCgroupIsNotTaken() throws Exception {
    Files.writeString(
        folder.resolve("mounted"),
        """
        # arguments: java -jar JAR ...
        set -e
        first() { grep ' - cgroup2 ' /proc/self/mountinfo | head -n 1 | cut -d ' ' -f 5; }
        whole=$(first)
        mkdir /tmp/part "$whole/hb-part-$$"
        mount --bind "$whole/hb-part-$$" /tmp/part
        umount "$whole"
        mount -t cgroup2 none "$whole"
        first > first
        set +e
        "$@"
        code=$?
        umount /tmp/part
        rmdir /tmp/part "$whole/hb-part-$$"
        exit $code
        """);
    String arguments = HOOKS + " -f 1 -i 5";
    try (JarRun run = JarRun.startThrough(folder, List.of("sh", "mounted"), arguments.split(" "))) {
      JarRun.Outcome outcome = run.await();
      assertEquals("/tmp/part", Files.readString(folder.resolve("first")).strip());
      assertEquals(0, outcome.exitCode(), outcome.toString());
      assertEquals("", outcome.leftInTmp());
    }
    awaitCgroups(left -> left == 0);
  }

  private void awaitCgroups(IntPredicate wanted) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      Set<Path> more = cgroups();
      more.removeAll(before);
      if (wanted.test(more.size())) {
        return;
      }
      assertTrue(System.nanoTime() - deadline < 0, "cgroups: " + more);
      Thread.sleep(20);
    }
  }

  private static Set<Path> cgroups() throws IOException {
    while (true) {
      try (Stream<Path> all =
          Files.find(
              CGROUPS,
              DEEP,
              (path, is) -> path.getFileName().toString().startsWith("hookbench-"))) {
        return all.collect(Collectors.toCollection(TreeSet::new));
      } catch (UncheckedIOException e) {
        // one has gone while it was looked at
        continue;
      }
    }
  }
}
