package org.hookbench.framework.stats;

import java.util.Optional;

/**
 * By how much the weighted mean of a series differs behind a change: Student's t, with the variance
 * of both sides put together, at a given place. That the place was found in the same values is not
 * in the interval.
 *
 * @param shift mean behind less mean before, in the values' unit
 * @param error its standard error; 0 where neither side varies
 * @param degrees of freedom: values less 2
 */
public record LevelShift(double shift, double error, int degrees) {
  /**
   * Compares the two sides.
   *
   * @param values of both sides, in the order of time
   * @param weights of the same, each above 0
   * @param at the index of the first value behind the change
   * @throws UnusableDataException where a side has no value, or one is not finite
   */
  public static LevelShift of(double[] values, double[] weights, int at) {
    Samples.requireUsable(values, "series");
    Samples.requireUsable(weights, "weights");
    if (at < 1 || at >= values.length) {
      throw new UnusableDataException("a side of the change has no values");
    }
    double[] sum = new double[2];
    double[] mean = new double[2];
    for (int i = 0; i < values.length; i++) {
      sum[i < at ? 0 : 1] += weights[i];
      mean[i < at ? 0 : 1] += weights[i] * values[i];
    }
    mean[0] /= sum[0];
    mean[1] /= sum[1];
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double deviation = values[i] - mean[i < at ? 0 : 1];
      squares += weights[i] * deviation * deviation;
    }
    int degrees = values.length - 2;
    double error = degrees < 1 ? 0 : Math.sqrt(squares / degrees * (1 / sum[0] + 1 / sum[1]));
    return new LevelShift(mean[1] - mean[0], error, degrees);
  }

  /** The interval; empty where there is no spread to tell it from. */
  public Optional<Interval> interval(double confidence) {
    Samples.requireConfidence(confidence);
    if (!(error > 0)) {
      return Optional.empty();
    }
    double half = StudentT.quantile(1 - (1 - confidence) / 2, degrees) * error;
    return Optional.of(new Interval(shift - half, shift + half, confidence));
  }
}
