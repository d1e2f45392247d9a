package org.hookbench.testing;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A tool that tests need, such as a compiler, run to its end. */
public final class Command {
  /** The {@code java} that runs this test. */
  public static final String JAVA = System.getProperty("java.home") + "/bin/java";

  private static final long PATIENCE_SECONDS = 60;

  private Command() {}

  /**
   * Runs it.
   *
   * @param needs what to say where it can't be started
   * @return what it printed, standard error included
   * @throws AssertionError if it can't be started, does not end or fails, with what it printed
   */
  public static String run(String needs, List<String> command) {
    return run(needs, command, PATIENCE_SECONDS);
  }

  /**
   * As above.
   *
   * @param patienceSeconds how long it may take
   */
  public static String run(String needs, List<String> command, long patienceSeconds) {
    Process process;
    String output;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      output = new String(process.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new AssertionError("this test needs " + needs, e);
    }
    try {
      if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return output;
  }
}
