package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hookbench.kernel.bpf.RunLock;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time on a machine. The jar runs in PID and mount namespaces of its own here. */
@KernelTest
@Tag(JarRun.NEEDED)
class RunLockIT {
  private static final long PID = ProcessHandle.current().pid();
  private static final String SHORT = "UdpPackets -p hook=tc -f 1 -i 5 -wi 1";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  @Test
  void whoAskedFirstHoldsItUntilTheEnd() {
    RunLock first = RunLock.ask();
    try (RunLock second = RunLock.ask();
        RunLock third = RunLock.ask()) {
      assertEquals(Optional.empty(), first.holder());
      assertEquals(PID, second.holder().orElseThrow().pid());
      assertEquals(second.holder(), third.holder());
      first.close();
      assertEquals(Optional.empty(), second.holder());
      assertTrue(third.holder().isPresent());
    }
  }

  @Test
  void runInAnotherContainerIsSeenAndEmptiesNoFile() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "before");
    try (RunLock held = RunLock.ask()) {
      assertEquals(Optional.empty(), held.holder());
      JarRun.Outcome run = JarRun.of(folder, (SHORT + " -o log").split(" "));
      assertEquals(69, run.exitCode(), run.toString());
      assertEquals(
          "hookbench: another HookBench run is going on (pid "
              + PID
              + " of another container); two would measure each other; --wait waits for its end",
          run.err().strip());
      assertEquals("before", Files.readString(log));
    }
  }

  @Test
  void waitingEndsWithItsTime() throws Exception {
    try (RunLock held = RunLock.ask()) {
      assertEquals(Optional.empty(), held.holder());
      JarRun.Outcome run = JarRun.of(folder, (SHORT + " --wait=1").split(" "));
      assertEquals(69, run.exitCode(), run.toString());
      assertEquals(2, run.err().lines().count(), run.err());
      assertFalse(run.err().contains("--wait"), run.err());
    }
  }

  @Test
  void waitingRunBeginsWhenTheOtherEnds() throws Exception {
    JarRun run;
    try (RunLock held = RunLock.ask()) {
      assertEquals(Optional.empty(), held.holder());
      run = JarRun.start(folder, (SHORT + " --wait").split(" "));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!Files.readString(folder.resolve("stderr")).contains("waiting for the run")) {
        assertTrue(System.nanoTime() - deadline < 0, "never waits");
        Thread.sleep(50);
      }
    }
    try (run) {
      JarRun.Outcome outcome = run.await();
      assertEquals(0, outcome.exitCode(), outcome.toString());
      assertEquals(1, outcome.err().lines().filter(l -> l.contains("waiting for the run")).count());
    }
  }

  @Test
  void lockThatAnyUserCouldTakeIsNone() throws Exception {
    Process user =
        new ProcessBuilder("flock", "/proc/sys/net", "sleep", "60")
            .redirectErrorStream(true)
            .start();
    try {
      JarRun.Outcome run = JarRun.of(folder, SHORT.split(" "));
      assertEquals(0, run.exitCode(), run.toString());
    } finally {
      user.descendants().forEach(ProcessHandle::destroyForcibly);
      user.destroyForcibly();
    }
  }
}
