package org.hookbench.testing;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.hookbench.netns.NetNs;

/** The tools that a user has, such as ip and tc, inside a namespace of a test. */
public final class Shell {
  private Shell() {}

  /**
   * Runs a line of shell in a namespace.
   *
   * @return what it printed
   * @throws AssertionError with that, if it failed
   */
  public static String in(NetNs namespace, String line) {
    String path = "/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace.fd();
    try {
      Process process =
          new ProcessBuilder("nsenter", "--net=" + path, "sh", "-c", line)
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(line + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new AssertionError("this test needs nsenter (util-linux) and iproute2", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
