package org.hookbench.tool.report;

import org.apache.commons.text.WordUtils;

/** Wraps prose to a width, with an indent. */
public final class Wrap {
  private Wrap() {}

  /** Each line indented and ended by a newline; a word longer than a line is broken. */
  public static String at(int width, String indent, String text) {
    return hanging(width, indent, indent, text);
  }

  /** The same with an indent of its own, of at most the others' length, for the first line. */
  public static String hanging(int width, String first, String indent, String text) {
    String wrapped = WordUtils.wrap(text, width - indent.length(), "\n" + indent, true);
    return first + wrapped + "\n";
  }
}
