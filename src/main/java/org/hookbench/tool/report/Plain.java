package org.hookbench.tool.report;

/** Text from outside, such as an arm's name in a saved run, as something safe to print. */
final class Plain {
  private Plain() {}

  /**
   * The text with control and format characters, which could move a terminal's cursor or reverse
   * what a reader sees, written as {@code \\u001b}.
   */
  static String text(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    raw.codePoints()
        .forEach(
            c -> {
              if (isUnprintable(c)) {
                out.append(String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  private static boolean isUnprintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
