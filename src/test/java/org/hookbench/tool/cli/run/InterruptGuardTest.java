package org.hookbench.tool.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.hookbench.testing.Command;
import org.junit.jupiter.api.Test;

/** A signal to a JVM that has a process of its own, as a run has its fork. */
class InterruptGuardTest {
  private static final int PATIENCE_SECONDS = 60;

  @Test
  void aSignalEndsTheForkAndThenDoesWhatIsOwed() throws Exception {
    Process run = start("waits");
    try (BufferedReader out = run.inputReader()) {
      ProcessHandle fork = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      run.toHandle().destroy();
      assertEquals("owed", out.readLine());
      assertTrue(run.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "does not end");
      assertEquals(128 + 15, run.exitValue());
      fork.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } finally {
      end(run);
    }
  }

  /** The run is then allowed to do what it owes, and the exit waits for no longer than that. */
  @Test
  void aSignalAtTheRunsOwnEndWaitsForIt() throws Exception {
    Process run = start("ends");
    try (BufferedReader out = run.inputReader()) {
      ProcessHandle fork = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      assertEquals("claimed", out.readLine());
      run.toHandle().destroy();
      assertEquals("done", out.readLine());
      assertEquals(null, out.readLine());
      assertTrue(fork.isAlive());
    } finally {
      end(run);
    }
  }

  private static Process start(String what) throws IOException {
    return new ProcessBuilder(
            Command.JAVA,
            "-cp",
            System.getProperty("java.class.path"),
            Interrupted.class.getName(),
            what)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void end(Process run) {
    run.descendants().forEach(ProcessHandle::destroyForcibly);
    run.destroyForcibly();
  }

  /** Prints its child's process id, and waits. */
  static final class Interrupted {
    public static void main(String[] what) throws Exception {
      try (InterruptGuard guard = InterruptGuard.install(() -> System.out.println("owed"))) {
        System.out.println(new ProcessBuilder("sleep", "600").start().pid());
        if (what[0].equals("ends")) {
          guard.claim();
          System.out.println("claimed");
          Thread.sleep(2000);
          System.out.println("done");
        } else {
          Thread.sleep(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
      }
    }
  }
}
