package org.hookbench.tool.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hookbench.kernel.sys.TerminalWindow;

/** What standard output and standard error are. */
public final class Terminal {
  private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  /** What every report fits. */
  public static final int LEAST_WIDTH = 80;

  /** Longer lines are hard to read. */
  private static final int MOST_WIDTH = 120;

  // stat(2), st_mode; see inode(7)
  private static final int S_IFMT = 0170000;
  private static final int S_IFIFO = 0010000;
  private static final int S_IFSOCK = 0140000;

  private Terminal() {}

  /**
   * Whether what goes to standard output may be coloured: it is a terminal, and neither {@code
   * NO_COLOR} (no-color.org) nor {@code TERM=dumb} says otherwise.
   */
  public static boolean wantsColour() {
    return wantsColour(System.getenv(), device(STANDARD_OUTPUT));
  }

  /** The same of standard error. */
  static boolean wantsColourOnError() {
    return wantsColour(System.getenv(), device(STANDARD_ERROR));
  }

  public static boolean wantsColour(Map<String, String> environment, String device) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && isKnown(environment)
        && isTerminal(device);
  }

  /**
   * How wide what goes to standard output may be: as the terminal is that it goes to, from 80 to
   * 120 columns; 80 where it goes elsewhere.
   */
  public static int outputWidth() {
    if (!isTerminal(device(STANDARD_OUTPUT))) {
      return LEAST_WIDTH;
    }
    int columns =
        TerminalWindow.size(TerminalWindow.STDOUT)
            .map(TerminalWindow.Size::columns)
            .orElse(LEAST_WIDTH);
    return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, columns));
  }

  /** Whether somebody can be asked: standard input and standard error are terminals. */
  public static boolean canAsk() {
    return isTerminal(device(STANDARD_INPUT)) && isTerminal(device(STANDARD_ERROR));
  }

  /**
   * Whether standard error can be painted on: progress goes there. A terminal of no known kind
   * ({@code TERM=dumb}, or none) can't move its cursor up.
   */
  static boolean canPaintOnError() {
    return canPaint(System.getenv(), device(STANDARD_ERROR));
  }

  static boolean canPaint(Map<String, String> environment, String device) {
    return isKnown(environment) && isTerminal(device);
  }

  private static boolean isKnown(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    return !kind.isEmpty() && !kind.equals("dumb");
  }

  /** Whether standard output is a pipe or a socket, which has a reader that may go away. */
  static boolean isOutputPipe() {
    try {
      int type = (Integer) Files.getAttribute(STANDARD_OUTPUT, "unix:mode") & S_IFMT;
      return type == S_IFIFO || type == S_IFSOCK;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isTerminal(String device) {
    return device.startsWith("/dev/pts/")
        || device.startsWith("/dev/tty")
        || device.startsWith("/dev/hvc")
        || device.equals("/dev/console");
  }

  /** System.console() asks for standard input too, and from JDK 22 on is there without either. */
  private static String device(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
