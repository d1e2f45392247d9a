package org.hookbench.tool.cli.terminal;

/** On a terminal, what is done at the moment, in a line that is gone when it is done. On stderr. */
public final class StatusLine implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\033[K";

  private final boolean shown;

  private StatusLine(boolean shown) {
    this.shown = shown;
  }

  /** Shows it, where standard error can be painted on. */
  public static StatusLine show(String text) {
    boolean can = Terminal.canPaintOnError();
    if (can) {
      Standard.paintedErr().print(CLEAR_LINE + text);
      Standard.paintedErr().flush();
    }
    return new StatusLine(can);
  }

  /** Clears what another JVM of this process has shown. */
  public static void clear() {
    new StatusLine(Terminal.canPaintOnError()).close();
  }

  @Override
  public void close() {
    if (shown) {
      Standard.paintedErr().print(CLEAR_LINE);
      Standard.paintedErr().flush();
    }
  }
}
