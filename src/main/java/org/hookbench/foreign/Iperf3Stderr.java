package org.hookbench.foreign;

import java.io.BufferedReader;
import java.io.IOException;
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
  static void refuse(ForeignInput in) throws IOException {
    boolean json = false;
    int first = 0;
    String said = "";
    try (BufferedReader lines = in.reader()) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        json |= line.contains("\"start\"");
        Matcher error = ERROR.matcher(line);
        if (!line.stripLeading().startsWith("\"") && error.matches()) {
          throw in.refuse(number, "iperf3 reports: " + Excerpt.quoted(error.group(1)));
        }
        if (first == 0 && WARNING.matcher(line).matches()) {
          first = number;
          said = line;
        }
      }
    }
    if (json && first > 0) {
      throw in.refuse(
          first,
          "iperf3's standard error is among its JSON: "
              + Excerpt.quoted(said)
              + "; record without 2>&1");
    }
  }
}
