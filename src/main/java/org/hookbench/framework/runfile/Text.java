package org.hookbench.framework.runfile;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.OptionalInt;

/**
 * Text that goes to a terminal or a page: without control characters, without what changes the
 * direction of writing, and valid Unicode.
 */
final class Text {
  /** The most characters of a free text that are saved. */
  static final int LONGEST = 1 << 16;

  /** The most characters of a name. */
  static final int LONGEST_NAME = 1000;

  private static final int LONGEST_QUOTE = 60;
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int PICTURE_OF_DELETE = 0x2421;
  private static final int REPLACEMENT = 0xFFFD;

  private Text() {}

  /** The first character that is not kept as it is. */
  static OptionalInt firstUnprintable(String s) {
    return s.codePoints().filter(Text::isUnprintable).findFirst();
  }

  /** What a message calls a character, e.g. {@code "U+001B"}. */
  static String codePoint(int c) {
    return String.format("U+%04X", c);
  }

  /** With a visible picture for each unprintable character (ESC becomes U+241B). */
  static String printable(String s) {
    String cut = s.length() > LONGEST ? s.substring(0, LONGEST - 1) + "…" : s;
    if (firstUnprintable(cut).isEmpty()) {
      return cut;
    }
    StringBuilder b = new StringBuilder();
    cut.codePoints().forEach(c -> b.appendCodePoint(isUnprintable(c) ? picture(c) : c));
    return b.toString();
  }

  /** A line for a message, with spaces for line breaks. */
  static String oneLine(String s) {
    return printable(s.replaceAll("\\R\\s*", " "));
  }

  /** A part of a file in quotes, cut to a length that fits in a message. */
  static String quote(String s) {
    int cut = s.offsetByCodePoints(0, s.codePointCount(0, Math.min(s.length(), LONGEST_QUOTE)));
    return '"' + oneLine(s.substring(0, cut)) + (cut < s.length() ? "…\"" : "\"");
  }

  /** Why the system refused, in words. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static boolean isUnprintable(int c) {
    boolean overridesDirection = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    return overridesDirection
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE ->
              true;
          default -> false;
        };
  }

  private static int picture(int c) {
    if (c < ' ') {
      return CONTROL_PICTURES + c;
    }
    return c == 0x7F ? PICTURE_OF_DELETE : REPLACEMENT;
  }
}
