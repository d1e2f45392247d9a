package org.hookbench.framework.stats;

import java.util.Optional;
import org.apiguardian.api.API;

/** What is claimed of a hook against its baseline. {@link VerdictRule} says when. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Verdict {
  /** Worse by more than delta. */
  WORSE("WORSE"),
  /** Better by more than delta. */
  BETTER("BETTER"),
  /** Any difference is smaller than delta. */
  EQUIVALENT("EQUIVALENT"),
  /** Worse; whether by more than delta is open. */
  WORSE_LIKELY("WORSE?"),
  /** Better; whether by more than delta is open. */
  BETTER_LIKELY("BETTER?"),
  /** Nothing is shown. */
  INCONCLUSIVE("INCONCLUSIVE");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /**
   * What an interval says against a margin of indifference; + is worse.
   *
   * @param interval of the effect
   * @param ninety at 1 - 2 alpha, the interval of the equivalence tests
   * @param lower the margin's lower end, below 0, in the interval's unit
   * @param upper its upper end
   */
  public static Verdict of(
      Interval interval, Optional<Interval> ninety, double lower, double upper) {
    if (interval.low() > upper) {
      return WORSE;
    }
    if (interval.high() < lower) {
      return BETTER;
    }
    if (ninety.isPresent() && Tost.equivalent(ninety.get(), lower, upper)) {
      return EQUIVALENT;
    }
    if (interval.low() > 0) {
      return WORSE_LIKELY;
    }
    return interval.high() < 0 ? BETTER_LIKELY : INCONCLUSIVE;
  }

  /** As it is printed. */
  public String label() {
    return label;
  }

  /** Whether it claims a difference from 0. On the null arm such a verdict is a false alarm. */
  public boolean claimsDifference() {
    return this != EQUIVALENT && this != INCONCLUSIVE;
  }
}
