package org.hookbench.tool.cli.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Words for a value that is not one of those known. */
public final class Suggest {
  private Suggest() {}

  /** For example {@code unknown hook 'xdpdriver'; did you mean xdpdrv? Known: none, tc, ...}. */
  public static UserException unknown(String what, String value, Collection<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String lower = value.toLowerCase(Locale.ROOT);
    int most = Math.max(2, value.length() / 2);
    String nearest =
        known.stream()
            .min(Comparator.comparingInt(k -> distance.apply(lower, k.toLowerCase(Locale.ROOT))))
            .filter(k -> distance.apply(lower, k.toLowerCase(Locale.ROOT)) <= most)
            .map(k -> "; did you mean " + k + "?")
            .orElse(".");
    return UserException.usage(
        "unknown " + what + " '" + value + "'" + nearest + " Known: " + String.join(", ", known));
  }
}
