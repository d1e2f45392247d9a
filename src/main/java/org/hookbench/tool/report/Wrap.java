package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;

/** Wraps prose to a width, with an indent. */
public final class Wrap {
  /** What a path or a name of several parts may be broken behind. */
  private static final String JOINTS = "/:;,=@&?";

  private Wrap() {}

  /**
   * Each line indented and ended by a newline. A word longer than a line, which can only be a path
   * or the like, is broken where its parts meet.
   */
  public static String at(int width, String indent, String text) {
    return hanging(width, indent, indent, text);
  }

  /** The same with an indent of its own, of at most the others' length, for the first line. */
  public static String hanging(int width, String first, String indent, String text) {
    return first + String.join("\n" + indent, lines(text, width - indent.length())) + "\n";
  }

  private static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    String line = null;
    for (String word : text.split(" ", -1)) {
      if (line != null && line.length() + 1 + word.length() <= width) {
        line = line + " " + word;
        continue;
      }
      if (line != null) {
        lines.add(line.stripTrailing());
      }
      line = word;
      while (line.length() > width) {
        int end = joint(line, width);
        lines.add(line.substring(0, end));
        line = line.substring(end);
      }
    }
    lines.add(line == null ? "" : line.stripTrailing());
    return lines;
  }

  /** Where to break a word so that its first part is no wider than that. */
  private static int joint(String word, int width) {
    for (int i = width; i > 1; i--) {
      if (JOINTS.indexOf(word.charAt(i - 1)) >= 0) {
        return i;
      }
    }
    return Character.isHighSurrogate(word.charAt(width - 1)) ? width - 1 : width;
  }
}
