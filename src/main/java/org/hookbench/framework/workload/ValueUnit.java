package org.hookbench.framework.workload;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unit of a value in a program's output, such as {@code Mbit/s}, {@code ms} or {@code
 * requests/s}. Times and amounts of data are converted into each other; anything else is what its
 * name says.
 *
 * @param text as it was written
 * @param kind what it is a unit of
 * @param name of {@link Kind#OTHER}, in small letters; else empty
 * @param factor in seconds, or in bits; of others 1
 * @param per behind the slash: {@code s} for a second, however that was written; else empty
 */
record ValueUnit(String text, Kind kind, String name, double factor, String per) {
  /** What a unit is of. */
  enum Kind {
    TIME,
    DATA,
    OTHER
  }

  private static final String SECOND = "s";
  private static final int BITS_OF_A_BYTE = 8;
  private static final Pattern SECONDS =
      Pattern.compile("s|secs?|seconds?", Pattern.CASE_INSENSITIVE);
  private static final Pattern DATA = Pattern.compile("([kKMGT]i?)?(b|bits?|B|[bB]ytes?)");
  private static final Pattern DATA_A_SECOND = Pattern.compile("([kKMGT]i?)?(bp|Bp)s");
  private static final Map<String, Double> TIMES =
      Map.ofEntries(
          Map.entry("ns", 1e-9),
          Map.entry("nsec", 1e-9),
          Map.entry("us", 1e-6),
          Map.entry("usec", 1e-6),
          Map.entry("\u00b5s", 1e-6),
          Map.entry("\u03bcs", 1e-6),
          Map.entry("ms", 1e-3),
          Map.entry("msec", 1e-3),
          Map.entry("s", 1.0),
          Map.entry("sec", 1.0),
          Map.entry("secs", 1.0),
          Map.entry("second", 1.0),
          Map.entry("seconds", 1.0),
          Map.entry("m", 60.0),
          Map.entry("min", 60.0),
          Map.entry("h", 3600.0));
  private static final Map<String, Double> PREFIXES =
      Map.ofEntries(
          Map.entry("k", 1e3),
          Map.entry("K", 1e3),
          Map.entry("M", 1e6),
          Map.entry("G", 1e9),
          Map.entry("T", 1e12),
          Map.entry("ki", 1024.0),
          Map.entry("Ki", 1024.0),
          Map.entry("Mi", 1048576.0),
          Map.entry("Gi", 1073741824.0),
          Map.entry("Ti", 1099511627776.0));

  /** Reads one. */
  static ValueUnit parse(String text) {
    int slash = text.indexOf('/');
    String base = slash < 0 ? text : text.substring(0, slash);
    String per = slash < 0 ? "" : text.substring(slash + 1);
    Matcher rate = DATA_A_SECOND.matcher(base);
    if (slash < 0 && rate.matches()) {
      base = base.substring(0, base.length() - 2);
      per = SECOND;
    }
    per = SECONDS.matcher(per).matches() ? SECOND : per;
    Double time = TIMES.get(base);
    if (time != null) {
      return new ValueUnit(text, Kind.TIME, "", time, per);
    }
    Matcher data = DATA.matcher(base);
    if (data.matches()) {
      double prefix = data.group(1) == null ? 1 : PREFIXES.getOrDefault(data.group(1), 1.0);
      String word = data.group(2);
      boolean bytes = word.equals("B") || word.toLowerCase(Locale.ROOT).startsWith("byte");
      return new ValueUnit(text, Kind.DATA, "", prefix * (bytes ? BITS_OF_A_BYTE : 1), per);
    }
    return new ValueUnit(text, Kind.OTHER, base.toLowerCase(Locale.ROOT), 1, per);
  }

  /** What a bare prefix such as {@code k} or {@code Mi} stands for. */
  static OptionalDouble prefix(String text) {
    Double factor = PREFIXES.get(text);
    return factor == null ? OptionalDouble.empty() : OptionalDouble.of(factor);
  }

  /** Whether more of it is better; empty where the unit does not tell. */
  Optional<Boolean> higherIsBetter() {
    if (per.equals(SECOND)) {
      return Optional.of(true);
    }
    return kind == Kind.TIME ? Optional.of(false) : Optional.empty();
  }

  /**
   * What a value of this unit is in another; empty where the two are not of one kind. A value that
   * names no divisor may have any.
   */
  OptionalDouble in(ValueUnit other, double value) {
    boolean alike =
        kind == other.kind
            && name.equals(other.name)
            && (per.isEmpty() || per.equalsIgnoreCase(other.per));
    return alike ? OptionalDouble.of(value * (factor / other.factor)) : OptionalDouble.empty();
  }
}
