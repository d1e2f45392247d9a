package org.hookbench.tool.input;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The duration that was asked of a tool, read off the one that it prints. */
final class Seconds {
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final double LATE = 0.06;

  private Seconds() {}

  /**
   * Whole seconds where the printed ones are near them: {@code 10.04} is 10 s. Empty for what can't
   * be told from a run that ended by an amount.
   */
  static Optional<String> nominal(String printed) {
    if (!DECIMAL.matcher(printed).matches()) {
      return Optional.empty();
    }
    double seconds = Double.parseDouble(printed);
    double whole = Math.rint(seconds);
    return whole >= 1 && Math.abs(seconds - whole) <= LATE
        ? Optional.of(String.format(Locale.ROOT, "%.0f s", whole))
        : Optional.empty();
  }
}
