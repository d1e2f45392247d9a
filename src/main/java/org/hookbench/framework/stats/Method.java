package org.hookbench.framework.stats;

import org.apiguardian.api.API;

/**
 * How interval and p are made from the fork estimates. Decided from the numbers of forks and of
 * declared comparisons before a run, never from its data.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Method {
  /** Exact Wilcoxon signed-rank: assumes that the fork estimates are symmetric about the effect. */
  SIGNED_RANK,
  /** Student's t: assumes that the fork estimates are normal. */
  STUDENT_T;

  /**
   * SIGNED_RANK where its smallest p, 2^(1-forks), can pass Holm over the comparisons; else
   * STUDENT_T.
   */
  public static Method decide(int forks, int comparisons, double confidence) {
    return forks >= SignedRank.minimumSize((1 - confidence) / comparisons)
        ? SIGNED_RANK
        : STUDENT_T;
  }
}
