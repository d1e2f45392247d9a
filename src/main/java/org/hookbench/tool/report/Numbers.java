package org.hookbench.tool.report;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;

/** How reports for people write numbers: the same in every locale. */
final class Numbers {
  private static final int SIGNIFICANT = 4;
  private static final double SMALLEST_P = 0.001;
  private static final double LARGEST_PLAIN = 1e7;
  private static final double LARGE_EFFECT = 10;
  private static final double NARROW = 0.3;
  private static final double WIDE = 5;

  private Numbers() {}

  /**
   * Four significant digits, without an exponent below ten million: 4717, 36.42, 0.1234; {@code -}
   * for what is no number.
   */
  static String value(double v) {
    double magnitude = Math.abs(v);
    if (!Double.isFinite(v)) {
      return "-";
    }
    if (!(magnitude < LARGEST_PLAIN)) {
      return String.format(Locale.ROOT, "%.3e", v);
    }
    int integerDigits = magnitude < 1 ? 1 : (int) Math.floor(Math.log10(magnitude)) + 1;
    return String.format(Locale.ROOT, "%." + Math.max(0, SIGNIFICANT - integerDigits) + "f", v);
  }

  /** The value, or {@code -}. */
  static String value(OptionalDouble v) {
    return v.isPresent() ? value(v.getAsDouble()) : "-";
  }

  /** A number that a person chose: without trailing zeros, 2 or 0.5. */
  static String chosen(double v) {
    String text = String.format(Locale.ROOT, "%.4f", v);
    return text.replaceAll("\\.?0+$", "");
  }

  /** A log effect as per cent with its sign: {@code +2.61}. */
  static String percent(double log) {
    return signed(Effect.percent(log), 2);
  }

  /** A log effect as per cent, of which only the size matters: {@code 0.27}. */
  static String share(double log) {
    return signed(Effect.percent(log), 2).substring(1);
  }

  /**
   * The effect in per cent with its interval, in the metric's own direction, {@code +2.61 [+2.50,
   * +2.71]}; one decimal where it is large and the interval not narrow.
   */
  static String effect(Direction d, Effect e) {
    return e.estimate().isPresent()
        ? effect(d.log(e.estimate().getAsDouble()), d.log(e.interval()))
        : "";
  }

  /** The same of any log effect; alone where it has no interval. */
  static String effect(double log, Optional<Interval> i) {
    double low = Effect.percent(i.map(Interval::low).orElse(0.0));
    double high = Effect.percent(i.map(Interval::high).orElse(0.0));
    boolean large = Math.max(Math.abs(low), Math.abs(high)) >= LARGE_EFFECT;
    int decimals = large && high - low >= NARROW ? (high - low >= WIDE ? 0 : 1) : 2;
    String text = signed(Effect.percent(log), decimals);
    return text
        + i.map(
                v ->
                    " ["
                        + signed(Effect.percent(v.low()), decimals)
                        + ", "
                        + signed(Effect.percent(v.high()), decimals)
                        + "]")
            .orElse("");
  }

  /** A difference with its sign and as many decimals as its interval's width calls for. */
  static String change(Optional<Double> change, Optional<Interval> interval) {
    return change.map(c -> signed(c, changeDecimals(c, interval))).orElse("");
  }

  /** The difference's interval, to the same decimals: {@code [+127, +151]}. */
  static String changeInterval(Optional<Double> change, Optional<Interval> interval) {
    String ends = changeRange(change, interval, ", ");
    return ends.isEmpty() ? "" : "[" + ends + "]";
  }

  /** The two ends of the difference's interval, to the same decimals: {@code +127 .. +151}. */
  static String changeRange(Optional<Double> change, Optional<Interval> interval, String between) {
    if (change.isEmpty() || interval.isEmpty()) {
      return "";
    }
    int decimals = changeDecimals(change.get(), interval);
    return signed(interval.get().low(), decimals)
        + between
        + signed(interval.get().high(), decimals);
  }

  private static int changeDecimals(double change, Optional<Interval> interval) {
    return decimals(interval.map(i -> i.high() - i.low()).orElse(Math.abs(change)));
  }

  private static int decimals(double width) {
    return width <= 0 ? 2 : (int) Math.min(4, Math.max(0, 1 - Math.floor(Math.log10(width))));
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
    if (!(Math.abs(v) < LARGEST_PLAIN)) {
      return String.format(Locale.ROOT, "%+.2e", v);
    }
    String text = String.format(Locale.ROOT, "%+." + decimals + "f", v);
    // no signed zero
    return text.matches("-0(\\.0*)?") ? "+" + text.substring(1) : text;
  }
}
