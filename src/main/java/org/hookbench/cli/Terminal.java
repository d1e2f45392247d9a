package org.hookbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What standard output is. */
final class Terminal {
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

  private Terminal() {}

  /**
   * Whether what goes to standard output may be coloured: it is a terminal, and neither {@code
   * NO_COLOR} (no-color.org) nor {@code TERM=dumb} says otherwise.
   */
  static boolean wantsColour() {
    return wantsColour(System.getenv(), standardOutput());
  }

  static boolean wantsColour(Map<String, String> environment, String device) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb")
        && (device.startsWith("/dev/pts/")
            || device.startsWith("/dev/tty")
            || device.startsWith("/dev/hvc")
            || device.equals("/dev/console"));
  }

  /** System.console() asks for standard input too, and from JDK 22 on is there without either. */
  private static String standardOutput() {
    try {
      return Files.readSymbolicLink(STANDARD_OUTPUT).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
