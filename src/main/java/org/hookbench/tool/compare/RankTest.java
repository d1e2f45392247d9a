package org.hookbench.tool.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.hookbench.framework.stats.HodgesLehmann;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.MannWhitney;
import org.hookbench.framework.stats.Samples;
import org.hookbench.framework.stats.Warning;

/**
 * Two unpaired samples, of another tool or of two runs' forks, by the exact Mann-Whitney test with
 * the Hodges-Lehmann shift.
 *
 * <p>In per cent it is the shift of the logarithms, so that the base's own uncertainty is in the
 * interval; the test is the same, ranks being what they are. Where a value is 0 it is the shift
 * over the base's median, and where that is 0 there is no per cent.
 */
final class RankTest {
  private final double[] base;
  private final double[] other;
  private final boolean higherIsBetter;
  private final Levels levels;

  private RankTest(double[] base, double[] other, boolean higherIsBetter, Levels levels) {
    this.base = base;
    this.other = other;
    this.higherIsBetter = higherIsBetter;
    this.levels = levels;
  }

  /**
   * Compares.
   *
   * @throws IllegalArgumentException where a sample is empty or holds a value that is not finite
   */
  static Finding of(double[] base, double[] other, boolean higherIsBetter, Levels levels) {
    return new RankTest(base, other, higherIsBetter, levels).finding();
  }

  private Finding finding() {
    MannWhitney test = MannWhitney.compare(other, base, levels.confidence());
    List<Warning> warnings = new ArrayList<>();
    if (test.p().isEmpty()) {
      warnings.add(tooFew());
    } else {
      warnings.addAll(test.warnings());
    }
    Shift change = shift(base, other);
    return new Finding(
        relative(change, warnings),
        Optional.of(change),
        test.p(),
        OptionalDouble.empty(),
        List.copyOf(warnings));
  }

  private Optional<Shift> relative(Shift change, List<Warning> warnings) {
    if (min(base) > 0 && min(other) > 0) {
      return Optional.of(shift(worseLogs(base), worseLogs(other)).expm1());
    }
    double median = Samples.median(base);
    warnings.add(
        new Warning(
            Warning.Kind.ZERO_VALUES,
            median > 0
                ? "a value is 0: per cent are of the base's median"
                : "the base's median is 0: no change in per cent"));
    double sign = higherIsBetter ? -1 : 1;
    return median > 0 ? Optional.of(change.map(x -> sign * x / median)) : Optional.empty();
  }

  private double[] worseLogs(double[] values) {
    return Arrays.stream(values).map(v -> higherIsBetter ? -Math.log(v) : Math.log(v)).toArray();
  }

  private Shift shift(double[] from, double[] to) {
    return new Shift(
            HodgesLehmann.shift(to, from),
            interval(from, to, levels.confidence()),
            interval(from, to, levels.simultaneous()),
            interval(from, to, levels.ninety()))
        .map(DoubleUnaryOperator.identity()); // bounded
  }

  private static Optional<Interval> interval(double[] from, double[] to, double confidence) {
    return MannWhitney.interval(to, from, confidence);
  }

  /** And where the sides are wholly apart, which a reader takes for proof, what that is worth. */
  private Warning tooFew() {
    boolean apart = min(other) > max(base) || max(other) < min(base);
    boolean several = Math.min(base.length, other.length) > 1;
    String text =
        String.format(
            Locale.ROOT,
            "needs at least %d samples a side, has %d and %d",
            min(base) > 0 && min(other) > 0 ? FewSamples.MINIMUM : MannWhitney.MINIMUM,
            base.length,
            other.length);
    if (apart && several) {
      text +=
          String.format(
              Locale.ROOT,
              "; the sides do not overlap, which chance alone does once in %d",
              Math.round(1 / MannWhitney.smallestP(base.length, other.length)));
    }
    return new Warning(Warning.Kind.TOO_FEW_SAMPLES, text);
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
