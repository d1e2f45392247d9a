package org.hookbench.framework.workload;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number and what stands behind it, as programs print them: {@code 1.5k}, {@code 1,234.5}, {@code
 * 12.3 ms}.
 *
 * @param value the number
 * @param suffix a unit, a prefix alone, or nothing
 */
record Quantity(double value, String suffix) {
  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)?(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)\\s*([^\\s\\d].*)?");

  /** Reads one; empty where the text is none. */
  static Optional<Quantity> parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    try {
      double value = Double.parseDouble(m.group(1).replace(",", ""));
      return Optional.of(new Quantity(value, m.group(2) == null ? "" : m.group(2).strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * It in a unit; empty where its own is of another kind.
   *
   * @param bare the unit that a number without one is in
   */
  OptionalDouble in(ValueUnit bare, ValueUnit wanted) {
    if (suffix.isEmpty()) {
      return bare.in(wanted, value);
    }
    OptionalDouble own = ValueUnit.parse(suffix).in(wanted, value);
    OptionalDouble prefix = ValueUnit.prefix(suffix);
    return own.isEmpty() && prefix.isPresent()
        ? bare.in(wanted, value * prefix.getAsDouble())
        : own;
  }
}
