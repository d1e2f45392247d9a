package org.hookbench.report;

import org.apache.commons.text.WordUtils;

/** Wraps prose to a width, with an indent. */
final class Wrap {
  private Wrap() {}

  /** Each line indented and ended by a newline. */
  static String at(int width, String indent, String text) {
    String wrapped = WordUtils.wrap(text, width - indent.length(), "\n" + indent, false);
    return indent + wrapped + "\n";
  }

  /** The same, and words longer than the width, such as paths, are broken. */
  static String hard(int width, String indent, String text) {
    String wrapped = WordUtils.wrap(text, width - indent.length(), "\n" + indent, true);
    return indent + wrapped + "\n";
  }
}
