package org.hookbench.framework.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program of the user's failed. The message is one line that ends with the last lines of what it
 * wrote; all of that is in the cause, which stack traces show.
 */
final class ProgramException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int LINES = 3;
  private static final int MOST_CHARACTERS = 240;

  /**
   * @param what failed, and how
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  ProgramException(String what, String out, String err) {
    super(message(what, out, err), new Output(out, err));
  }

  /** With what it has written so far. */
  static ProgramException of(String what, Program program) {
    return new ProgramException(what, read(program::out), read(program::err));
  }

  private interface Text {
    String read() throws IOException;
  }

  private static String read(Text text) {
    try {
      return text.read();
    } catch (IOException e) {
      return "(" + e.getMessage() + ")";
    }
  }

  private static String message(String what, String out, String err) {
    String last = lastLines(err.isBlank() ? out : err);
    return what + (last.isEmpty() ? "; it wrote nothing" : ": " + last);
  }

  /** The last lines that are not blank, in one line. */
  static String lastLines(String text) {
    List<String> lines = new ArrayList<>(text.lines().filter(l -> !l.isBlank()).toList());
    String last =
        lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
            .map(l -> l.replaceAll("\\p{Cntrl}+", " ").strip())
            .collect(Collectors.joining(" | "));
    return last.length() <= MOST_CHARACTERS
        ? last
        : "..." + last.substring(last.length() - MOST_CHARACTERS);
  }

  /** All that a program wrote: no exception of its own, but what a stack trace shows. */
  private static final class Output extends Throwable {
    private static final long serialVersionUID = 1;
    private static final int MOST_CHARACTERS = 1 << 16;

    Output(String out, String err) {
      super(
          "what it wrote to standard output:\n"
              + quoted(out)
              + "\nand to standard error:\n"
              + quoted(err),
          null,
          false,
          false);
    }

    /** A line of it is not to be taken for one of a stack trace. */
    private static String quoted(String text) {
      String shown =
          text.length() <= MOST_CHARACTERS ? text : text.substring(text.length() - MOST_CHARACTERS);
      return shown.lines().map(l -> "| " + l).collect(Collectors.joining("\n"));
    }
  }
}
