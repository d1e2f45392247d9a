package org.hookbench.tool.compare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hookbench.framework.stats.Warning;
import org.hookbench.tool.input.InputSample;

/**
 * How far iperf3's text rounds: three significant digits, of bits by powers of 1000 and of bytes by
 * powers of 1024. Its JSON has all digits. Source: iperf {@code src/units.c}, {@code
 * unit_snprintf}.
 */
final class Rounding {
  private static final Pattern TEXT_LINE = Pattern.compile(".*:\\d+");
  private static final double LAST_DIGIT = 0.01;

  private Rounding() {}

  /** The largest share by which rounding may have moved one of the samples. */
  static Optional<Warning> of(List<InputSample> samples) {
    double worst = largestShare(samples);
    return worst == 0
        ? Optional.empty()
        : Optional.of(
            new Warning(
                Warning.Kind.ROUNDED,
                String.format(
                    Locale.ROOT, "iperf3's text rounds these by up to %.2f %%", 100 * worst)));
  }

  /** The same as a number; 0 where nothing is rounded. */
  static double largestShare(List<InputSample> samples) {
    return samples.stream()
        .filter(s -> s.workload().startsWith("iperf3 "))
        .filter(s -> TEXT_LINE.matcher(s.source()).matches())
        .mapToDouble(Rounding::share)
        .max()
        .orElse(0);
  }

  private static double share(InputSample s) {
    double step =
        switch (s.unit()) {
          case "bits/s" -> 1000;
          case "bytes" -> 1024;
          default -> 0;
        };
    if (step == 0 || s.value() <= 0) {
      return 0;
    }
    double leading = s.value();
    while (leading >= step) {
      leading /= step;
    }
    while (leading >= 10) {
      leading /= 10;
    }
    return LAST_DIGIT / 2 / leading;
  }
}
