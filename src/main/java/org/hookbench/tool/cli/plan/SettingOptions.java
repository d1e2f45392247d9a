package org.hookbench.tool.cli.plan;

import java.util.List;
import java.util.Properties;
import org.hookbench.tool.cli.error.UserException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings of a run as options. */
public final class SettingOptions {
  @Option(
      names = "--quick",
      description = "Six short forks of each workload: about a minute in all, wider intervals.")
  private boolean quick;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "As many forks as all of it has time for, such as 60s, 10m or 1h.")
  private @Nullable String time;

  @Option(
      names = "--precision",
      paramLabel = "SHARE",
      description =
          "More forks until every interval is +-SHARE or narrower, such as 0.2%%; within --time,"
              + " by default "
              + RunDefaults.PRECISE_MINUTES
              + "m.")
  private @Nullable String precision;

  @Option(
      names = "--budget",
      paramLabel = "COST",
      description = "More forks until every hook costs more than that or not: 100ns, 2%%.")
  private @Nullable String budget;

  @Option(
      names = "--delta",
      paramLabel = "SHARE",
      description = "The smallest effect of interest, such as 0.5%%; by default each metric's own.")
  private @Nullable String delta;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of every random choice; by default another one each time.")
  private @Nullable String seed;

  @Option(
      names = "--stretches",
      paramLabel = "N",
      description =
          "The arms have other lanes up to N times a fork, by default "
              + RunDefaults.STRETCHES
              + "; 1: each keeps its own.")
  private @Nullable String stretches;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Where the run is saved; by default a new file in hookbench-results.")
  private @Nullable String save;

  @Option(
      names = "--against",
      paramLabel = "PROGRAM",
      description = "Compares every other program with that one, at the same hook.")
  private @Nullable String against;

  @Option(
      names = {"-y", "--yes"},
      description = "Attaches to the device of -p link=dev: without asking.")
  private boolean yes;

  @Option(
      names = "--peer-key",
      paramLabel = "FILE",
      description = "The key file that -p peer= asks for.")
  private @Nullable String peerKey;

  @Option(
      names = "--const",
      paramLabel = "NAME=VALUE",
      description = "A constant of your own object (-p program=PATH:FUNCTION).")
  private List<String> constants = List.of();

  @Option(
      names = "--pin",
      paramLabel = "MAP=PATH",
      description = "A pinned map that your own object is to use.")
  private List<String> pins = List.of();

  /**
   * With what system properties set.
   *
   * @throws UserException if a value is none, or one is given twice and differently
   */
  public Settings read(Properties properties) {
    GivenSettings given = GivenSettings.of(properties);
    if (quick) {
      given.add("profile", GivenSettings.QUICK, Settings.QUICK);
    }
    add(given, "time", time);
    add(given, "precision", precision);
    add(given, "budget", budget);
    add(given, "delta", delta);
    add(given, "seed", seed);
    add(given, "stretches", stretches);
    add(given, "save", save);
    add(given, "against", against);
    if (yes) {
      given.add("yes", "--yes", "true");
    }
    if (peerKey != null) {
      given.add("peer.key", "--peer-key", peerKey);
    }
    constants.forEach(text -> named(given, "--const", "NAME=VALUE", Settings.CONSTANT, text));
    pins.forEach(text -> named(given, "--pin", "MAP=PATH", Settings.PIN, text));
    return Settings.of(given);
  }

  private static void add(GivenSettings given, String key, @Nullable String value) {
    if (value != null) {
      given.add(key, "--" + key, value);
    }
  }

  private static void named(
      GivenSettings given, String option, String form, String prefix, String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw UserException.usage(option + " " + text + " is not of the form " + form);
    }
    String name = text.substring(0, equals);
    given.add(prefix + name, option + " " + name, text.substring(equals + 1));
  }
}
