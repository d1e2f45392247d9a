package org.hookbench.tool.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.hookbench.framework.stats.Interval;
import org.hookbench.tool.compare.Comparison;
import org.hookbench.tool.compare.Measured;
import org.hookbench.tool.compare.Shift;
import org.hookbench.tool.compare.Subject;

/** How comparisons write numbers: scaled units, and as many digits as a value bears. */
final class ComparisonNumbers {
  private static final double NO_DECIMALS = 1000;
  private static final double EXPONENT = 1e6;
  private static final double TINY = 1e-3;
  private static final List<String> PREFIXES = List.of("", "k", "M", "G", "T", "P");

  /**
   * A unit for people.
   *
   * @param name e.g. {@code Gbit/s}
   * @param divisor what a value in the metric's own unit is divided by
   */
  record Unit(String name, double divisor) {
    /** For values about as large as this. */
    static Unit of(Subject subject, double magnitude) {
      String unit = subject.unit();
      String base =
          switch (unit) {
            case "bits/s" -> "bit/s";
            case "bytes" -> "B";
            default -> "";
          };
      if (base.isEmpty()) {
        return new Unit(unit, 1);
      }
      int prefix = 0;
      double divisor = 1;
      while (prefix < PREFIXES.size() - 1 && magnitude >= 1000 * divisor) {
        prefix++;
        divisor *= 1000;
      }
      return new Unit(PREFIXES.get(prefix) + base, divisor);
    }
  }

  private ComparisonNumbers() {}

  static Unit unit(Comparison c) {
    return Unit.of(c.subject(), Math.max(c.base().median(), c.other().median()));
  }

  static String value(double v) {
    boolean tiny = v != 0 && Math.abs(v) < TINY;
    return tiny || Math.abs(v) >= EXPONENT ? String.format(Locale.ROOT, "%.3e", v) : trimmed(v);
  }

  /** A fraction as per cent with its sign: {@code +2.61}; large ones with fewer digits. */
  static String percent(double fraction) {
    double percent = 100 * fraction;
    if (Math.abs(percent) >= EXPONENT) {
      return String.format(Locale.ROOT, "%+.1e", percent);
    }
    return Numbers.signed(percent, Math.abs(percent) >= NO_DECIMALS ? 0 : 2);
  }

  /** A comparison's change in the metric's own direction; {@code -} where it has none. */
  static String percent(Comparison c) {
    Direction own = new Direction(c.subject().higherIsBetter());
    return c.relative().map(own::fraction).map(ComparisonNumbers::percent).orElse("-");
  }

  /** {@code +2.61 [+2.50, +2.71]}. */
  static String percent(Shift s) {
    return percent(s.estimate()) + s.interval().map(ComparisonNumbers::percent).orElse("");
  }

  private static String percent(Interval i) {
    return " [" + percent(i.low()) + ", " + percent(i.high()) + "]";
  }

  /** new - base in the unit of the row. */
  static String change(Shift s, Unit unit) {
    double wide =
        s.interval()
            .map(i -> (i.high() - i.low()) / unit.divisor())
            .filter(w -> w > 0)
            .orElse(Math.abs(s.estimate() / unit.divisor()) / 10); // three digits of it
    int decimals = wide <= 0 ? 0 : (int) Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(wide))));
    return signed(s.estimate() / unit.divisor(), decimals)
        + s.interval()
            .map(
                i ->
                    " ["
                        + signed(i.low() / unit.divisor(), decimals)
                        + ", "
                        + signed(i.high() / unit.divisor(), decimals)
                        + "]")
            .orElse("");
  }

  /** A fraction as per cent without a sign. */
  static String mde(double fraction) {
    return percent(fraction).substring(1);
  }

  static String p(OptionalDouble p) {
    return p.isPresent() ? "p " + Numbers.p(p) : "";
  }

  /** {@code 96.8 %}, or a range, of the intervals that are there. */
  static String confidence(List<Comparison> rows) {
    Set<Double> achieved = new TreeSet<>();
    for (Comparison c : rows) {
      Optional<Interval> interval = c.relative().or(c::change).flatMap(Shift::interval);
      interval.ifPresent(i -> achieved.add(Math.floor(1000 * i.confidence() + 1e-6) / 10));
    }
    if (achieved.isEmpty()) {
      return "";
    }
    double least = achieved.iterator().next();
    return String.format(Locale.ROOT, "%s%.1f %%", achieved.size() == 1 ? "" : "at least ", least)
        .replace(".0 ", " ");
  }

  /** What an arm costs in a run, in the unit of the row; empty where it is not known. */
  static String cost(Measured m, Unit unit) {
    if (m.cost().isEmpty()) {
      return "";
    }
    double cost = m.cost().getAsDouble() / unit.divisor();
    double size = Math.abs(cost);
    int decimals = size == 0 ? 0 : (int) Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(size))));
    return signed(cost, decimals);
  }

  /** The same as a share of that run's baseline, in the metric's own direction. */
  static String change(Comparison c, Measured m) {
    Direction own = new Direction(c.subject().higherIsBetter());
    return m.effect().isPresent() ? percent(own.fraction(m.effect().getAsDouble())) + " %" : "-";
  }

  private static String signed(double v, int decimals) {
    return Math.abs(v) >= EXPONENT
        ? String.format(Locale.ROOT, "%+.1e", v)
        : Numbers.signed(v, decimals);
  }

  private static String trimmed(double v) {
    return v == Math.rint(v) && Math.abs(v) < 1000
        ? String.format(Locale.ROOT, "%.0f", v)
        : Numbers.value(v);
  }
}
