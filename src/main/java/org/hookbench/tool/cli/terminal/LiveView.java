package org.hookbench.tool.cli.terminal;

import java.io.PrintStream;
import java.util.List;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Paints, on a terminal, a few lines and the progress bar below them, over the last ones. */
final class LiveView implements ProgressBarConsumer {
  private static final String UP = "\033[%dA";
  private static final String CLEAR_LINE = "\r\033[K";
  private static final int COLUMNS = 79;

  private final PrintStream terminal;
  private volatile List<String> lines = List.of();
  private int painted;

  LiveView(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** What stands above the bar from its next update on. */
  void show(List<String> newLines) {
    lines = List.copyOf(newLines);
  }

  @Override
  public int getMaxRenderedLength() {
    return COLUMNS;
  }

  @Override
  public void accept(String bar) {
    StringBuilder frame = new StringBuilder();
    if (painted > 0) {
      frame.append(String.format(UP, painted));
    }
    List<String> now = lines;
    for (String line : now) {
      frame.append(CLEAR_LINE).append(cut(line)).append('\n');
    }
    // fewer lines than before: the rest is cleared, and stays painted
    for (int i = now.size(); i < painted; i++) {
      frame.append(CLEAR_LINE).append('\n');
    }
    painted = Math.max(painted, now.size());
    terminal.print(frame.append(CLEAR_LINE).append(cut(bar)));
    terminal.flush();
  }

  @Override
  public void close() {
    terminal.println();
    terminal.flush();
  }

  private static String cut(String line) {
    return line.length() <= COLUMNS ? line : line.substring(0, COLUMNS);
  }
}
