package org.hookbench.tool.cli.terminal;

import org.hookbench.kernel.sys.TerminalWindow;

/**
 * How much a terminal shows.
 *
 * @param columns characters a line
 * @param rows lines
 */
record WindowSize(int columns, int rows) {
  private static final WindowSize USUAL = new WindowSize(80, 24);

  /** Of the terminal that standard error is, as it is now; 80 x 24 where it does not say. */
  static WindowSize ofError() {
    return TerminalWindow.size(TerminalWindow.STDERR)
        .map(s -> new WindowSize(s.columns(), s.rows()))
        .orElse(USUAL);
  }

  /** How many lines of the terminal a line of text takes. */
  int lines(String text) {
    return Math.max(1, (text.length() + columns - 1) / columns);
  }

  /** As much of a text as a line can have; its last column is left free, so that none wraps. */
  String cut(String text) {
    return text.length() < columns ? text : text.substring(0, columns - 1);
  }
}
