package org.hookbench.testing;

import java.util.List;
import org.hookbench.kernel.netns.NetNs;

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
    return Command.run(
        "nsenter (util-linux) and iproute2", List.of("nsenter", "--net=" + path, "sh", "-c", line));
  }
}
