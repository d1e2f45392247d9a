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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.UsageException;
import org.hookbench.framework.analysis.Budget;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.plan.GivenSettings.Given;
import org.jspecify.annotations.Nullable;

/**
 * The settings that JMH's command line has no place for, {@code --NAME VALUE} or {@code
 * -Dhookbench.NAME=VALUE}.
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
 * @param against the program that the others at its hook are compared with
 * @param yes whether programs may be attached to a device that is not HookBench's without asking
 * @param peerKey the file of the key that a peer asks for
 * @param constants of the user's own programs
 * @param pins of maps of the user's own programs, their paths
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
    Optional<String> against,
    boolean yes,
    Optional<Path> peerKey,
    SortedMap<String, String> constants,
    SortedMap<String, String> pins) {
  /** How the keys of constants begin. */
  static final String CONSTANT = "const.";

  /** How the keys of pinned maps begin. */
  static final String PIN = "pin.";

  static final String QUICK = "quick";
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h)");

  /** Of a run that only a budget is to end: the narrowest that a run can be asked for in words. */
  private static final double UNREACHED_PRECISION = 1e-6;

  private static final Pattern STRETCHES = Pattern.compile("[1-9]\\d?");
  private static final List<String> PROFILES = List.of("default", QUICK);

  /**
   * Those that system properties are.
   *
   * @throws UserException if a name or a value is none
   */
  public static Settings of(Properties properties) {
    return of(GivenSettings.of(properties));
  }

  /**
   * Reads them.
   *
   * @throws UserException if a value is none
   */
  static Settings of(GivenSettings given) {
    Optional<Given> profile = given.find("profile");
    if (profile.isPresent() && !PROFILES.contains(profile.get().value())) {
      throw Suggest.unknown("profile", profile.get().value(), PROFILES);
    }
    Optional<Budget> budget = given.find("budget").map(Settings::budget);
    OptionalDouble precision = fraction(given, "precision");
    return new Settings(
        profile.filter(p -> p.value().equals(QUICK)).isPresent(),
        fraction(given, "delta"),
        seed(given),
        given.find("stretches").map(Settings::stretches).orElseGet(OptionalInt::empty),
        given.find("save").map(g -> Path.of(g.value())),
        budget.isPresent() && precision.isEmpty()
            ? OptionalDouble.of(UNREACHED_PRECISION)
            : precision,
        budget,
        given.find("time").map(Settings::duration),
        given.find("against").map(Given::value),
        given.find("yes").map(Settings::flag).orElse(false),
        given.find("peer.key").map(g -> Path.of(g.value())),
        given.beginningWith(CONSTANT),
        given.beginningWith(PIN));
  }

  /**
   * The smallest effect of interest that a command without other settings is given, a fraction.
   *
   * @param option the value of its option {@code --delta}
   */
  public static OptionalDouble delta(Properties properties, @Nullable String option) {
    GivenSettings given = GivenSettings.of(properties);
    if (option != null) {
      given.add("delta", "--delta", option);
    }
    return fraction(given, "delta");
  }

  /**
   * The seed that a command without other settings is given.
   *
   * @param option the value of its option {@code --seed}
   */
  public static OptionalLong seed(Properties properties, @Nullable String option) {
    GivenSettings given = GivenSettings.of(properties);
    if (option != null) {
      given.add("seed", "--seed", option);
    }
    return seed(given);
  }

  private static OptionalLong seed(GivenSettings given) {
    return given.find("seed").map(g -> OptionalLong.of(number(g))).orElseGet(OptionalLong::empty);
  }

  private static OptionalDouble fraction(GivenSettings given, String key) {
    return given
        .find(key)
        .map(g -> OptionalDouble.of(fraction(g)))
        .orElseGet(OptionalDouble::empty);
  }

  private static Budget budget(Given given) {
    try {
      return Budget.parse(given.value());
    } catch (UsageException e) {
      throw UserException.usage(given.name() + ": " + e.getMessage());
    }
  }

  private static OptionalInt stretches(Given given) {
    if (!STRETCHES.matcher(given.value()).matches()) {
      throw UserException.usage(
          given.text() + " is not a number from 1 (each arm stays on its lane) to 99");
    }
    return OptionalInt.of(Integer.parseInt(given.value()));
  }

  private static boolean flag(Given given) {
    return switch (given.value()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw UserException.usage(given.text() + " is neither true nor false");
    };
  }

  private static Duration duration(Given given) {
    Matcher m = DURATION.matcher(given.value());
    if (!m.matches()) {
      throw UserException.usage(given.text() + " is not a time such as 90s, 10m or 1h");
    }
    long n = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      default -> Duration.ofHours(n);
    };
  }

  /** A fraction as a user writes it: {@code 0.5%} or {@code 0.005}. */
  static double fraction(Given given) {
    String text = given.value();
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
        given.text() + " is not a share above 0 and below 100 %, such as 0.5%");
  }

  private static long number(Given given) {
    try {
      return Long.parseLong(given.value());
    } catch (NumberFormatException e) {
      throw UserException.usage(given.text() + " is not a whole number");
    }
  }
}
