package org.hookbench.tool.cli.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Paints, on a terminal, a few lines and the progress bar below them, over the last ones, as wide
 * and as high as the terminal is at that moment; when it is closed, they are gone.
 */
final class LiveView implements ProgressBarConsumer {
  private static final String UP = "\033[%dA";
  private static final String CLEAR_BELOW = "\033[J";

  private final PrintStream terminal;
  private final Supplier<WindowSize> size;
  private final UnaryOperator<String> colours;
  private volatile List<String> lines = List.of();
  private List<String> painted = List.of();
  private boolean closed;

  /**
   * @param colours a line with what is to be coloured in it
   */
  LiveView(PrintStream terminal, Supplier<WindowSize> size, UnaryOperator<String> colours) {
    this.terminal = terminal;
    this.size = size;
    this.colours = colours;
  }

  /** What stands above the bar from its next update on. */
  void show(List<String> newLines) {
    lines = List.copyOf(newLines);
  }

  /** How many lines there is room for above the bar. */
  int room() {
    return room(size.get());
  }

  private static int room(WindowSize window) {
    return Math.max(0, window.rows() - 2);
  }

  @Override
  public int getMaxRenderedLength() {
    return size.get().columns() - 1;
  }

  @Override
  public synchronized void accept(String bar) {
    if (closed) {
      return;
    }
    WindowSize now = size.get();
    List<String> next = new ArrayList<>();
    lines.stream().limit(room(now)).map(now::cut).forEach(next::add);
    next.add(now.cut(bar));
    StringBuilder frame = new StringBuilder(toTheTop(now));
    for (int i = 0; i < next.size(); i++) {
      frame.append(i == 0 ? "" : "\n").append(colours.apply(next.get(i)));
    }
    painted = next;
    terminal.print(frame);
    terminal.flush();
  }

  /** Nothing is painted after that. */
  @Override
  public synchronized void close() {
    closed = true;
    terminal.print(toTheTop(size.get()));
    terminal.flush();
    painted = List.of();
  }

  /** Where the terminal has become narrower, it has wrapped what was painted. */
  private String toTheTop(WindowSize now) {
    int up = painted.stream().mapToInt(now::lines).sum() - 1;
    return "\r" + (up > 0 ? String.format(UP, Math.min(up, now.rows() - 1)) : "") + CLEAR_BELOW;
  }
}
