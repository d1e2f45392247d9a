package org.hookbench.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.builtins.ScreenTerminal;

/** What a terminal shows of what was written to it: JLine's terminal emulator. */
public final class Screen {
  private final ScreenTerminal terminal;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  public Screen(int columns, int rows) {
    terminal = new ScreenTerminal(columns, rows);
  }

  /** Where to write to it as a process does, whose line ends the kernel turns into CR LF. */
  public PrintStream stream() {
    return new PrintStream(written, true, StandardCharsets.UTF_8);
  }

  /** Writes what a pseudo-terminal has put out. */
  public Screen write(String output) {
    terminal.write(output);
    return this;
  }

  /** Its lines from the first that is not empty to the last one, without blanks at their ends. */
  public List<String> lines() {
    terminal.write(written.toString(StandardCharsets.UTF_8).replace("\n", "\r\n"));
    written.reset();
    List<String> lines = terminal.toString().lines().map(String::stripTrailing).toList();
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isEmpty()) {
      end--;
    }
    int from = 0;
    while (from < end && lines.get(from).isEmpty()) {
      from++;
    }
    return lines.subList(from, end);
  }
}
