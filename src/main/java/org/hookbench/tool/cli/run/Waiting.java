package org.hookbench.tool.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.hookbench.tool.cli.error.UserException;

/** {@code --wait} and {@code --wait=SECONDS}: whether and how long to wait for another run. */
public final class Waiting {
  /** For commands that measure and do not list it by themselves. */
  static final String HELP =
      "--wait waits for another run that is going on, --wait=SECONDS at most so long.";

  private static final String PROPERTY = "org.hookbench.wait";
  private static final String OPTION = "--wait";
  private static final String WITHOUT_END = "";

  private Waiting() {}

  /** Takes the option off the arguments of a command that measures, for {@link #nanos}. */
  public static List<String> take(List<String> arguments) {
    List<String> rest = new ArrayList<>();
    for (String a : arguments) {
      if (a.equals(OPTION)) {
        System.setProperty(PROPERTY, WITHOUT_END);
      } else if (a.startsWith(OPTION + "=")) {
        System.setProperty(PROPERTY, a.substring(OPTION.length() + 1));
        requireTime(System.getProperty(PROPERTY));
      } else {
        rest.add(a);
      }
    }
    return rest;
  }

  /** How long to wait, ns; {@code Long.MAX_VALUE} without end, empty where not at all. */
  static OptionalLong nanos() {
    String text = System.getProperty(PROPERTY);
    if (text == null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(text.equals(WITHOUT_END) ? Long.MAX_VALUE : requireTime(text));
  }

  private static long requireTime(String text) {
    if (!text.matches("[0-9]{1,7}")) {
      throw UserException.usage(OPTION + "=" + text + " is not a number of seconds");
    }
    return TimeUnit.SECONDS.toNanos(Long.parseLong(text));
  }
}
