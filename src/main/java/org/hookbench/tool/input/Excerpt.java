package org.hookbench.tool.input;

/** Foreign text made fit for one line of a message: no control characters, of bounded length. */
final class Excerpt {
  private static final int LONGEST = 80;

  private Excerpt() {}

  /** Control characters become U+FFFD: a name must not move a terminal's cursor. HTML stays. */
  static String plain(String text) {
    return text.codePoints()
        .map(c -> isControl(c) ? 0xfffd : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** At most 80 characters in quotes. */
  static String quoted(String text) {
    String s = text.strip();
    return "'" + plain(s.length() <= LONGEST ? s : s.substring(0, LONGEST) + "...") + "'";
  }

  private static boolean isControl(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
