package org.hookbench.framework.profile;

import java.io.Serializable;
import org.apiguardian.api.API;

/**
 * A quantity that a profiler measured, as a quotient, so that forks can be pooled: the value is
 * {@code total / per}.
 *
 * @param label what it is, e.g. {@code "softirq"}; with the CPU where it is a CPU's, e.g. {@code
 *     "softirq@1"}; no other figure of the arm's profile has the same
 * @param unit of the value, e.g. {@code "ns/packet"}
 * @param total the numerator, summed over what was seen
 * @param per the denominator; 1 where there is none
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Figure(String label, String unit, double total, double per) implements Serializable {
  /** The quotient; NaN where nothing was seen. */
  public double value() {
    return total / per;
  }

  /** Of two forks together; {@code per} of 1 adds nothing: what is counted is counted on. */
  public Figure plus(Figure other) {
    boolean count = per == 1 && other.per == 1;
    return new Figure(label, unit, total + other.total, count ? 1 : per + other.per);
  }
}
