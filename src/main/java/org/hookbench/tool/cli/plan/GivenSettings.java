package org.hookbench.tool.cli.plan;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.error.UserException;

/**
 * The settings that a user gave, as text and with the name that she used: {@code
 * -Dhookbench.time=60s} and {@code --time 60s} are the same.
 */
final class GivenSettings {
  private static final String PREFIX = "hookbench.";

  /** The option that takes no value. */
  static final String QUICK = "--quick";

  private static final List<String> NAMES =
      List.of(
          "profile",
          "delta",
          "seed",
          "stretches",
          "save",
          "precision",
          "budget",
          "time",
          "against",
          "yes",
          "peer.key",
          "native");

  /**
   * One of them.
   *
   * @param name as the user calls it
   */
  record Given(String name, String value) {
    /** As the user wrote it, or nearly. */
    String text() {
      return name.equals(QUICK) ? QUICK : name + "=" + value;
    }
  }

  private final SortedMap<String, Given> given = new TreeMap<>();

  private GivenSettings() {}

  /**
   * Those that system properties are.
   *
   * @throws UserException if a name is none
   */
  static GivenSettings of(Properties properties) {
    GivenSettings settings = new GivenSettings();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        String key = name.substring(PREFIX.length());
        boolean open = key.startsWith(Settings.CONSTANT) || key.startsWith(Settings.PIN);
        if (!open && !NAMES.contains(key)) {
          throw Suggest.unknown("setting", name, NAMES.stream().map(n -> PREFIX + n).toList());
        }
        settings.given.put(key, new Given(name, properties.getProperty(name)));
      }
    }
    return settings;
  }

  /**
   * Adds one that an option is.
   *
   * @param option as the user calls it, such as {@code --time}
   * @throws UserException if it was given before, and differently
   */
  void add(String key, String option, String value) {
    Given now = new Given(option, value);
    Given before = given.putIfAbsent(key, now);
    if (before != null && !before.value().equals(value)) {
      String system = before.name().startsWith(PREFIX) ? "-D" : "";
      throw UserException.usage(
          now.text() + " and " + system + before.text() + " differ: give one of them");
    }
  }

  Optional<Given> find(String key) {
    return Optional.ofNullable(given.get(key));
  }

  /** The values of those whose key begins so, by the rest of the key. */
  SortedMap<String, String> beginningWith(String prefix) {
    SortedMap<String, String> found = new TreeMap<>();
    given.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value.value());
          }
        });
    return Collections.unmodifiableSortedMap(found);
  }
}
