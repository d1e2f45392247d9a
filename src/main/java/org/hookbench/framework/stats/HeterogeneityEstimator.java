package org.hookbench.framework.stats;

/** How the variance of true effects between machines is estimated. */
public enum HeterogeneityEstimator {
  /** Restricted maximum likelihood. */
  REML("REML"),
  /** The method of moments. Source: DerSimonian and Laird 1986. */
  DL("DerSimonian-Laird");

  private final String words;

  HeterogeneityEstimator(String words) {
    this.words = words;
  }

  /** What a report calls it. */
  public String words() {
    return words;
  }
}
