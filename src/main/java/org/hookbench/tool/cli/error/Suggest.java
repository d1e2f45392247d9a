package org.hookbench.tool.cli.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Words for a value that is not one of those known. */
public final class Suggest {
  /** Of so many letters one may be wrong. */
  private static final int LETTERS_AN_ERROR = 3;

  private Suggest() {}

  /**
   * For example {@code unknown hook 'xdpdriver'; did you mean xdpdrv?}, or where none is near
   * {@code unknown hook 'eth0'. Known: none, tc, ...}.
   */
  public static UserException unknown(String what, String value, Collection<String> known) {
    return UserException.usage(
        "unknown "
            + what
            + " '"
            + value
            + "'"
            + nearest(value, known)
                .map(k -> "; did you mean " + k + "?")
                .orElseGet(() -> ". Known: " + String.join(", ", known)));
  }

  /**
   * For example {@code unknown option '--fromat'; did you mean --format?}
   *
   * @param command that it was given to, whose help lists those that there are
   */
  public static UserException unknownOption(
      String option, Collection<String> known, String command) {
    return UserException.usage(
        "unknown option '"
            + option
            + "'; "
            + nearest(option, known)
                .map(k -> "did you mean " + k + "?")
                .orElse("'help " + command + "' lists those that there are"));
  }

  /** The one that was probably meant: a beginning is completed, of three letters one is wrong. */
  static Optional<String> nearest(String value, Collection<String> known) {
    return known.stream()
        .filter(k -> isNear(value, k))
        .min(Comparator.comparingInt(k -> distance(value, k)));
  }

  private static boolean isNear(String value, String known) {
    boolean begun =
        value.length() >= LETTERS_AN_ERROR
            && known.toLowerCase(Locale.ROOT).startsWith(value.toLowerCase(Locale.ROOT));
    int wrong = distance(value, known);
    int letters = value.replaceFirst("^-+", "").length();
    int most = Math.max(1, (value.length() + 1) / LETTERS_AN_ERROR);
    return begun || (wrong <= most && wrong < letters);
  }

  private static int distance(String a, String b) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
  }
}
