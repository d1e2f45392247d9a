package org.hookbench.tool.cli.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.UsageException;
import org.hookbench.framework.analysis.Budget;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.error.UserException;

/**
 * The settings that JMH's command line has no place for: {@code -Dhookbench.NAME=VALUE}.
 *
 * @param quick whether {@code profile=quick}
 * @param delta the smallest effect of interest, a fraction
 * @param seed of every random choice
 * @param stretches at most so many times a fork's arms are dealt to lanes
 * @param save where the run is saved
 * @param precision the half-width that every interval is to reach, a fraction
 * @param budget that forks are added for until it is decided, if no interval reaches the precision
 *     before
 * @param time how long the run may take in all
 * @param constants of the user's own programs: {@code const.NAME=VALUE}
 * @param pins of maps of the user's own programs: {@code pin.MAP=PATH}
 */
public record Settings(
    boolean quick,
    OptionalDouble delta,
    OptionalLong seed,
    OptionalInt stretches,
    Optional<Path> save,
    OptionalDouble precision,
    Optional<Budget> budget,
    Optional<Duration> time,
    SortedMap<String, String> constants,
    SortedMap<String, String> pins) {
  private static final String PREFIX = "hookbench.";
  private static final List<String> NAMES =
      List.of(
          "profile", "delta", "seed", "stretches", "save", "precision", "budget", "time", "native");
  private static final String CONSTANT = PREFIX + "const.";
  private static final String PIN = PREFIX + "pin.";
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h)");

  /** Of a run that only a budget is to end: the narrowest that a run can be asked for in words. */
  private static final double UNREACHED_PRECISION = 1e-6;

  private static final Pattern STRETCHES = Pattern.compile("[1-9]\\d?");
  private static final List<String> PROFILES = List.of("default", "quick");

  /**
   * Reads them.
   *
   * @throws UserException if a name or a value is none
   */
  public static Settings of(Properties properties) {
    for (String name : properties.stringPropertyNames()) {
      boolean open = name.startsWith(CONSTANT) || name.startsWith(PIN);
      if (name.startsWith(PREFIX) && !open && !NAMES.contains(name.substring(PREFIX.length()))) {
        throw Suggest.unknown("setting", name, NAMES.stream().map(n -> PREFIX + n).toList());
      }
    }
    String profile = properties.getProperty(PREFIX + "profile", "default");
    if (!PROFILES.contains(profile)) {
      throw Suggest.unknown("profile", profile, PROFILES);
    }
    String seed = properties.getProperty(PREFIX + "seed");
    Optional<Budget> budget =
        Optional.ofNullable(properties.getProperty(PREFIX + "budget")).map(Settings::budget);
    OptionalDouble precision = fraction(properties, "precision");
    return new Settings(
        profile.equals("quick"),
        fraction(properties, "delta"),
        seed == null ? OptionalLong.empty() : OptionalLong.of(number(seed)),
        stretches(properties.getProperty(PREFIX + "stretches")),
        Optional.ofNullable(properties.getProperty(PREFIX + "save")).map(Path::of),
        budget.isPresent() && precision.isEmpty()
            ? OptionalDouble.of(UNREACHED_PRECISION)
            : precision,
        budget,
        Optional.ofNullable(properties.getProperty(PREFIX + "time")).map(Settings::duration),
        named(properties, CONSTANT),
        named(properties, PIN));
  }

  private static SortedMap<String, String> named(Properties properties, String prefix) {
    SortedMap<String, String> named = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(prefix)) {
        named.put(name.substring(prefix.length()), properties.getProperty(name));
      }
    }
    return named;
  }

  private static OptionalDouble fraction(Properties properties, String name) {
    String text = properties.getProperty(PREFIX + name);
    return text == null ? OptionalDouble.empty() : OptionalDouble.of(fraction(PREFIX + name, text));
  }

  private static Budget budget(String text) {
    try {
      return Budget.parse(text);
    } catch (UsageException e) {
      throw UserException.usage(PREFIX + "budget: " + e.getMessage());
    }
  }

  private static OptionalInt stretches(String text) {
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!STRETCHES.matcher(text).matches()) {
      throw UserException.usage(
          PREFIX
              + "stretches="
              + text
              + " is not a number from 1 (each arm stays on its lane) to 99");
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  private static Duration duration(String text) {
    Matcher m = DURATION.matcher(text);
    if (!m.matches()) {
      throw UserException.usage(PREFIX + "time=" + text + " is not a time such as 90s, 10m or 1h");
    }
    long n = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      default -> Duration.ofHours(n);
    };
  }

  /**
   * A fraction as a user writes it: {@code 0.5%} or {@code 0.005}.
   *
   * @param name what the user calls it
   */
  public static double fraction(String name, String text) {
    try {
      double value =
          text.endsWith("%")
              ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
              : Double.parseDouble(text);
      if (value > 0 && value < 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw UserException.usage(
        name + "=" + text + " is not a share above 0 and below 100 %, such as 0.5%");
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw UserException.usage(PREFIX + "seed=" + text + " is not a whole number");
    }
  }
}
