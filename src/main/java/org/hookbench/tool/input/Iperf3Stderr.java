package org.hookbench.tool.input;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What iperf3 writes to standard error, found in a file with its JSON: recorded by {@code 2>&1}.
 *
 * <p>Source: iperf {@code src/iperf_error.c}, {@code iperf_err}; {@code src/iperf_util.c}, {@code
 * warning}.
 */
final class Iperf3Stderr {
  private static final Pattern ERROR = Pattern.compile("(?:^|.{0,80}\\s)iperf3: (.*)");
  private static final Pattern WARNING = Pattern.compile("(?i)warning: .*");

  private Iperf3Stderr() {}

  /** Refuses a file that has a line of iperf3's standard error beside its JSON. */
  static void refuse(InputText in) throws InputFormatException {
    int first = 0;
    String said = "";
    int number = 0;
    for (String line : in.shortLines()) {
      number++;
      Matcher error = ERROR.matcher(line);
      if (!line.stripLeading().startsWith("\"") && error.matches()) {
        throw in.refuse(number, "iperf3 reports: " + Excerpt.quoted(error.group(1)));
      }
      if (first == 0 && WARNING.matcher(line).matches()) {
        first = number;
        said = line;
      }
    }
    if (first > 0 && in.contains("\"start\"")) {
      throw in.refuse(
          first,
          "iperf3's standard error is among its JSON: "
              + Excerpt.quoted(said)
              + "; record without 2>&1");
    }
  }
}
