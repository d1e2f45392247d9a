package org.hookbench.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Words for a value that is not one of those known. */
final class Suggest {
  private Suggest() {}

  /** For example {@code unknown hook 'xdpdriver'; did you mean xdpdrv? Known: none, tc, ...}. */
  static UserException unknown(String what, String value, Collection<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String lower = value.toLowerCase(Locale.ROOT);
    String nearest =
        known.stream().min(Comparator.comparingInt(k -> distance.apply(lower, k))).orElse("");
    return UserException.usage(
        "unknown "
            + what
            + " '"
            + value
            + "'; did you mean "
            + nearest
            + "? Known: "
            + String.join(", ", known));
  }
}
