package org.hookbench.stats;

/** What is claimed of a hook against its baseline. {@link VerdictRule} says when. */
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

  /** As it is printed. */
  public String label() {
    return label;
  }

  /** Whether it claims a difference from 0. On the null arm such a verdict is a false alarm. */
  public boolean claimsDifference() {
    return this != EQUIVALENT && this != INCONCLUSIVE;
  }
}
