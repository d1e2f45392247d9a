package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@KernelTest
@Timeout(60)
class PidNamespaceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private Path out;

  private ChildProcess start(PidNamespace room, String command) throws IOException {
    return start(room, command, () -> null);
  }

  private ChildProcess start(PidNamespace room, String command, Callable<?> before)
      throws IOException {
    out = Files.createTempFile(folder, "out", "");
    try (Fd to = Fd.open(out.toString(), 1)) {
      return room.start(List.of("/bin/sh", "-c", command), to.number(), to.number(), before);
    }
  }

  @Test
  void aProgramEndsWithItsCodeAndWhatItWrote() throws IOException {
    try (PidNamespace room = PidNamespace.create()) {
      ChildProcess child = start(room, "echo $HOME; echo wrong >&2; exit 3");
      ChildProcess.End end = child.await(PATIENCE).orElseThrow();
      assertEquals(3, end.code());
      assertEquals(Optional.of(end), child.end(), "it ends once");
      assertEquals(System.getenv("HOME") + "\nwrong\n", Files.readString(out));
      ChildProcess killed = start(room, "kill -9 $$");
      assertEquals("signal 9", killed.await(PATIENCE).orElseThrow().words());
    }
  }

  @Test
  void itsTimesHaveThoseOfItsChildren() throws IOException {
    try (PidNamespace room = PidNamespace.create()) {
      String busy = "i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done";
      ChildProcess.End end = start(room, "(" + busy + "); true").await(PATIENCE).orElseThrow();
      assertTrue(end.cpuNanos() > 1_000_000, end.toString());
      assertTrue(end.wallNanos() > 1_000_000, end.toString());
    }
  }

  /** One that has made itself a daemon, one that ignores signals, one that nobody waits for. */
  @Test
  void allOfItEndsWhenItIsClosed() throws Exception {
    String length = "7" + System.nanoTime() % 1_000_000_000;
    ChildProcess child;
    try (PidNamespace room = PidNamespace.create()) {
      child =
          start(
              room,
              "setsid sh -c 'sleep L & sleep L' & trap '' TERM HUP INT; sleep L & sleep L"
                  .replace("L", length));
      while (count(length) < 4) {
        Thread.sleep(5);
      }
      assertEquals(Optional.empty(), child.await(Duration.ofMillis(1)));
    }
    assertEquals(0, count(length), "closing waits until they are gone");
    assertEquals("signal 9", child.end().orElseThrow().words());
    assertFalse(Files.exists(Path.of("/proc/" + child.pid())));
  }

  private static long count(String length) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("\\d+"))
          .filter(p -> isSleeping(p, length))
          .count();
    }
  }

  private static boolean isSleeping(Path process, String length) {
    try {
      return Files.readString(process.resolve("cmdline")).equals("sleep\0" + length + "\0");
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  /** Signals that the JVM blocks or ignores would be no signals of the program's either. */
  @Test
  void itHasTheSignalsAndCpusOfItsOwn() throws IOException {
    int cpu = Affinity.allowed().nextSetBit(0);
    try (PidNamespace room = PidNamespace.create()) {
      start(
              room,
              "grep -E '^(SigBlk|SigIgn|Cpus_allowed_list|NSpid)' /proc/self/status",
              () -> {
                Affinity.pin(cpu);
                return null;
              })
          .await(PATIENCE);
    }
    List<String> lines = Files.readAllLines(out);
    assertTrue(lines.contains("SigBlk:\t0000000000000000"), lines.toString());
    assertTrue(lines.contains("Cpus_allowed_list:\t" + cpu), lines.toString());
    assertTrue(
        lines.stream().anyMatch(l -> l.startsWith("NSpid:") && l.split("\t").length > 2),
        lines.toString());
    BitSet own = Affinity.allowed();
    assertTrue(own.cardinality() >= 1, "this thread is where it was");
  }

  @Test
  void aProgramThatIsNoneIsSaidSoByItsShell() throws IOException {
    try (PidNamespace room = PidNamespace.create()) {
      assertEquals(127, start(room, "no-such-program-at-all").await(PATIENCE).orElseThrow().code());
    }
  }
}
