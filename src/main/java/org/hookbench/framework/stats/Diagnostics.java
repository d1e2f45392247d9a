package org.hookbench.framework.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The warnings that a contrast's cycles give rise to, whatever its effect. */
final class Diagnostics {
  /** Modified z scores beyond this are outliers: Iglewicz and Hoaglin 1993. */
  private static final double OUTLIER = 3.5;

  private static final double NORMAL_MAD = 0.6745;
  private static final double OUTLIERS_WORTH_A_WORD = 0.01;
  private static final double LEVEL = 0.01;

  private Diagnostics() {}

  static List<Warning> of(double[][] logRatios, Drift drift) {
    List<Warning> warnings = new ArrayList<>();
    int fewest = Arrays.stream(logRatios).mapToInt(d -> d.length).min().orElseThrow();
    int most = Arrays.stream(logRatios).mapToInt(d -> d.length).max().orElseThrow();
    if (fewest != most) {
      add(warnings, Warning.Kind.UNEQUAL_CYCLES, "forks of %d to %d cycles", fewest, most);
    }
    long outliers = Arrays.stream(logRatios).mapToLong(Diagnostics::outliers).sum();
    long cycles = Arrays.stream(logRatios).mapToLong(d -> d.length).sum();
    if (outliers > OUTLIERS_WORTH_A_WORD * cycles) {
      warnings.add(
          new Warning(
              Warning.Kind.OUTLIERS,
              outliers + " of " + cycles + " cycles are far from their fork's median; kept",
              Optional.of(new Warning.Count(outliers, cycles))));
    }
    if (drift.p().orElse(1) <= LEVEL) {
      add(
          warnings,
          Warning.Kind.DRIFT,
          "the difference moves by %+.2f %% over a fork (p = %.2g)",
          Effect.percent(drift.overFork().orElseThrow()),
          drift.p().getAsDouble());
    }
    if (drift.lag1P().orElse(1) <= LEVEL) {
      add(
          warnings,
          Warning.Kind.AUTOCORRELATION,
          "neighbouring cycles correlate: lag 1 is %+.2f (p = %.2g)",
          drift.lag1().orElseThrow(),
          drift.lag1P().getAsDouble());
    }
    return warnings;
  }

  private static long outliers(double[] d) {
    double median = Samples.median(d);
    double[] deviations = Arrays.stream(d).map(v -> Math.abs(v - median)).toArray();
    double limit = Samples.median(deviations) * OUTLIER / NORMAL_MAD;
    return limit == 0 ? 0 : Arrays.stream(deviations).filter(v -> v > limit).count();
  }

  private static void add(
      List<Warning> warnings, Warning.Kind kind, String format, Object... values) {
    warnings.add(new Warning(kind, String.format(Locale.ROOT, format, values)));
  }
}
