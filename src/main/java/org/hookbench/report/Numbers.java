package org.hookbench.report;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.stats.Effect;
import org.hookbench.stats.Interval;

/** How reports write numbers: the same in every locale. */
final class Numbers {
  private static final int SIGNIFICANT = 4;
  private static final double SMALLEST_P = 0.001;

  private Numbers() {}

  /** Four significant digits, without an exponent: 4717, 36.42, 0.1234. */
  static String value(double v) {
    double magnitude = Math.abs(v);
    int integerDigits = magnitude < 1 ? 1 : (int) Math.floor(Math.log10(magnitude)) + 1;
    return String.format(Locale.ROOT, "%." + Math.max(0, SIGNIFICANT - integerDigits) + "f", v);
  }

  /** A log effect as per cent with its sign: {@code +2.61}. */
  static String percent(double log) {
    return signed(Effect.percent(log), 2);
  }

  /** {@code [+2.50, +2.71]}, or nothing. */
  static String percent(Optional<Interval> log) {
    return log.map(i -> "[" + percent(i.low()) + ", " + percent(i.high()) + "]").orElse("");
  }

  /** A difference with its sign and as many decimals as its interval's width calls for. */
  static String change(Optional<Double> change, Optional<Interval> interval) {
    if (change.isEmpty()) {
      return "";
    }
    double width = interval.map(i -> i.high() - i.low()).orElse(Math.abs(change.get()));
    int decimals =
        width <= 0 ? 2 : (int) Math.min(4, Math.max(0, 1 - Math.floor(Math.log10(width))));
    String text = signed(change.get(), decimals);
    return text
        + interval
            .map(i -> " [" + signed(i.low(), decimals) + ", " + signed(i.high(), decimals) + "]")
            .orElse("");
  }

  /** A p-value: never 0. */
  static String p(OptionalDouble p) {
    if (p.isEmpty()) {
      return "";
    }
    return p.getAsDouble() < SMALLEST_P
        ? String.format(Locale.ROOT, "%.0e", p.getAsDouble())
        : String.format(Locale.ROOT, "%.3f", p.getAsDouble());
  }

  /** {@code 1.24 GB}, in powers of ten. */
  static String bytes(double bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    int unit = 0;
    double v = bytes;
    while (v >= 1000 && unit < units.length - 1) {
      v /= 1000;
      unit++;
    }
    return value(v) + " " + units[unit];
  }

  static String signed(double v, int decimals) {
    String text = String.format(Locale.ROOT, "%+." + decimals + "f", v);
    // no signed zero
    return text.matches("-0(\\.0*)?") ? "+" + text.substring(1) : text;
  }
}
