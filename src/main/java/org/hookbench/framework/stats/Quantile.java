package org.hookbench.framework.stats;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * A quantile of a sample, or the reason why the sample is too small for it: fewer than {@value
 * #NEEDED} values beyond it would make it the report of a few stragglers.
 *
 * @param q 0.99 for p99
 * @param value in the sample's unit, linear between order statistics (Hyndman and Fan's type 7, as
 *     R and numpy); empty where suppressed
 * @param suppressed why
 */
public record Quantile(double q, long samples, OptionalDouble value, Optional<Warning> suppressed) {
  /** Values wanted beyond the quantile. */
  public static final int NEEDED = 10;

  /** p50, p90, p99, p99.9. */
  public static final List<Double> LATENCY = List.of(0.5, 0.9, 0.99, 0.999);

  /** Each of the quantiles of the sample. */
  public static List<Quantile> of(double[] x, List<Double> quantiles) {
    Samples.requireUsable(x, "sample");
    Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
    percentile.setData(x);
    List<Quantile> result = new ArrayList<>();
    for (double q : quantiles) {
      Optional<Warning> suppressed = suppression(x.length, q);
      result.add(
          new Quantile(
              q,
              x.length,
              suppressed.isPresent()
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(percentile.evaluate(100 * q)),
              suppressed));
    }
    return result;
  }

  /**
   * Why a quantile of this many samples is not to be shown: present where {@code n (1-q) < 10}, or
   * {@code n q < 10} for quantiles below the median. For those who read the quantile off a
   * histogram.
   */
  public static Optional<Warning> suppression(long samples, double q) {
    if (!(q > 0 && q < 1)) {
      throw new IllegalArgumentException("quantile " + q + ", not between 0 and 1");
    }
    double tail = Math.min(q, 1 - q);
    long needed = (long) Math.ceil(NEEDED / tail - 1e-6); // 10 / (1 - 0.999) is 10000.000000000009
    return samples >= needed
        ? Optional.empty()
        : Optional.of(
            new Warning(
                Warning.Kind.TOO_FEW_SAMPLES,
                String.format(
                    Locale.ROOT,
                    "p%s needs at least %d samples, has %d",
                    BigDecimal.valueOf(q).movePointRight(2).stripTrailingZeros().toPlainString(),
                    needed,
                    samples)));
  }
}
