package org.hookbench.tool.compare;

/** What a comparison is made from, and so what it may claim. */
public enum Basis {
  /**
   * The runs' own paired log effects (hook / its baseline), their difference by Welch on the fork
   * estimates: what the machine and the day did to both arms of a run has cancelled within it.
   */
  EFFECTS,
  /** The same of the null arms, whose true difference is 0: the noise of the two runs. */
  NULL_EFFECTS,
  /**
   * Raw values of one arm in both runs: the forks' medians, by the exact Mann-Whitney test. Ranks
   * are the same in logarithms, so that the change in the unit can't contradict the one in per
   * cent.
   */
  UNPAIRED_VALUES,
  /** Samples of another tool, by the exact Mann-Whitney test. */
  SAMPLES,
  /** The same where they are too few for ranks: by Welch's t on logarithms. */
  FEW_SAMPLES;

  /** Whether it is one of the declared comparisons: in Holm's family, and looked at by a gate. */
  public boolean isDeclared() {
    return this == EFFECTS || this == SAMPLES || this == FEW_SAMPLES;
  }

  /** Whether it is tested by ranks, by {@link org.hookbench.framework.stats.MannWhitney}. */
  boolean isOfRanks() {
    return this == UNPAIRED_VALUES || this == SAMPLES;
  }
}
