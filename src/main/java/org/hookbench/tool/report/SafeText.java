package org.hookbench.tool.report;

/** Names that came from a file, made fit for where they are printed. */
final class SafeText {
  private SafeText() {}

  /** No control characters: a name must not move a terminal's cursor or break a line. */
  static String plain(String text) {
    return Plain.text(text);
  }

  /** A field of RFC 4180, and one that a spreadsheet takes for text and not for a formula. */
  static String csv(String text) {
    String safe = plain(text);
    if (!safe.isEmpty() && "=+-@".indexOf(safe.charAt(0)) >= 0) {
      safe = "'" + safe;
    }
    return safe.matches(".*[\",].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
