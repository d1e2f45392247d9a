package org.hookbench.framework.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Welch's t on two unpaired samples of unequal variance, with Satterthwaite's degrees of freedom.
 * Serves to compare two runs: the difference of their log effects from the fork estimates of each.
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
    double va = Samples.variance(a) / a.length;
    double vb = Samples.variance(b) / b.length;
    double error = Math.sqrt(va + vb);
    if (error == 0) {
      return without(difference, Warning.Kind.NO_SPREAD, "neither sample varies");
    }
    double shareA = va / (va + vb);
    double shareB = vb / (va + vb);
    double df = 1 / (shareA * shareA / (a.length - 1) + shareB * shareB / (b.length - 1));
    double t = Math.max(-Samples.LARGEST, Math.min(Samples.LARGEST, difference / error));
    double half = StudentT.quantile(1 - (1 - confidence) / 2, df) * error;
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
