package org.hookbench.framework.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Welch's t on two unpaired samples of unequal variance, with Satterthwaite's degrees of freedom.
 * Serves to compare two runs, by the difference of their log effects from the fork estimates of
 * each, and the few runs of another tool.
 *
 * @param difference mean of a - mean of b, in the samples' unit
 * @param t empty, as the three below, where a sample has fewer than two values or neither varies
 */
public record Welch(
    double difference,
    OptionalDouble t,
    OptionalDouble degreesOfFreedom,
    OptionalDouble p,
    Optional<Interval> interval,
    Optional<Warning> warning) {

  /** Compares a with b. */
  public static Welch compare(double[] a, double[] b, double confidence) {
    return compare(a, b, 0, 0, confidence, false);
  }

  /**
   * Compares a with b, which are few and may be rounded. Where one has more values than the other,
   * it takes the degrees of freedom of the smaller one (Hsu 1938): with Satterthwaite's 3 values
   * against 30 claim a difference in 8 % of samples that have none, not 5. Values vary at least as
   * much as rounding makes them, and all of a sample may have been rounded to the same side: 9.41,
   * 9.41, 9.41 is not without spread, nor certain beyond its last digit.
   *
   * @param roundingA by how much a value of a may differ from what it was before
   * @param roundingB the same of b
   */
  public static Welch ofFew(
      double[] a, double[] b, double roundingA, double roundingB, double confidence) {
    return compare(a, b, roundingA, roundingB, confidence, a.length != b.length);
  }

  private static Welch compare(
      double[] a,
      double[] b,
      double roundingA,
      double roundingB,
      double confidence,
      boolean fewestDegrees) {
    Samples.requireUsable(a, "first sample");
    Samples.requireUsable(b, "second sample");
    Samples.requireConfidence(confidence);
    double difference = Samples.mean(a) - Samples.mean(b);
    if (a.length < 2 || b.length < 2) {
      return without(
          difference,
          Warning.Kind.TOO_FEW_SAMPLES,
          "needs at least 2 samples a side, has " + a.length + " and " + b.length);
    }
    double va = Math.max(Samples.variance(a), roundingA * roundingA / 3) / a.length;
    double vb = Math.max(Samples.variance(b), roundingB * roundingB / 3) / b.length;
    double error = Math.sqrt(va + vb);
    if (error == 0) {
      return without(difference, Warning.Kind.NO_SPREAD, "neither sample varies");
    }
    double shareA = va / (va + vb);
    double shareB = vb / (va + vb);
    double df =
        fewestDegrees
            ? Math.min(a.length, b.length) - 1
            : 1 / (shareA * shareA / (a.length - 1) + shareB * shareB / (b.length - 1));
    double rounding = roundingA + roundingB;
    double beyond = Math.copySign(Math.max(0, Math.abs(difference) - rounding), difference);
    double t = Math.max(-Samples.LARGEST, Math.min(Samples.LARGEST, beyond / error));
    double half = StudentT.quantile(1 - (1 - confidence) / 2, df) * error + rounding;
    return new Welch(
        difference,
        OptionalDouble.of(t),
        OptionalDouble.of(df),
        OptionalDouble.of(StudentT.twoSided(t, df)),
        Optional.of(new Interval(difference - half, difference + half, confidence)),
        Optional.empty());
  }

  /**
   * The smallest difference that this test finds with power {@value Power#POWER} at these spreads
   * and sizes, by the noncentral t distribution. Empty where the interval is.
   *
   * @param alpha of the two-sided test, after Holm where that applies
   */
  public OptionalDouble minimumDetectable(double alpha) {
    if (interval.isEmpty()) {
      return OptionalDouble.empty();
    }
    double df = degreesOfFreedom.orElseThrow();
    double tail = (1 - interval.get().confidence()) / 2;
    double error = interval.get().halfWidth() / StudentT.quantile(1 - tail, df);
    return OptionalDouble.of(
        StudentT.detectableShift(StudentT.quantile(1 - alpha / 2, df), df, Power.POWER) * error);
  }

  private static Welch without(double difference, Warning.Kind kind, String reason) {
    return new Welch(
        difference,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.of(new Warning(kind, reason)));
  }
}
