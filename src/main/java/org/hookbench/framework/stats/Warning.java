package org.hookbench.framework.stats;

import java.util.Optional;
import org.apiguardian.api.API;

/**
 * An assumption or a defect that travels with a result.
 *
 * @param text in words, whole
 * @param count what it counted, where that is what it is about; empty else
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Warning(Kind kind, String text, Optional<Count> count) {
  /** So many of so many. */
  public record Count(long found, long of) {}

  /** A warning that counts nothing. */
  public Warning(Kind kind, String text) {
    this(kind, text, Optional.empty());
  }

  /** What a warning is about. */
  public enum Kind {
    /** Fewer forks than the interval, or Holm, needs. */
    TOO_FEW_FORKS,
    /** Fewer samples than a test or a quantile needs. */
    TOO_FEW_SAMPLES,
    /** Interval and p come from Student's t on the fork estimates. */
    ASSUMES_NORMAL,
    /** Sign test or signed-rank contradicts what the interval claims; the verdict was lowered. */
    SHAPE,
    /** The interval shows a difference that does not survive Holm; the verdict was lowered. */
    HOLM,
    /** The paired differences drift over the cycles. */
    DRIFT,
    /** An arm changes what comes to its lane after it. */
    CARRY_OVER,
    /** Neighbouring cycles are alike: more cycles a fork buy less than they seem to. */
    AUTOCORRELATION,
    /** Cycles far from their fork's centre. Flagged, never dropped. */
    OUTLIERS,
    /** Values of exactly 0, dropped from a p value and kept in its interval. */
    ZEROS,
    /** Equal values: mid-ranks were used. */
    TIES,
    /** All values equal: there is no spread to judge by. */
    NO_SPREAD,
    /** A p value from a normal approximation, the sample being too large for the exact one. */
    APPROXIMATE,
    /** A value of 0, of which no change in per cent can be said. */
    ZERO_VALUES,
    /** Values of one process, which are not independent: their p and interval claim too much. */
    PSEUDO_REPLICATED,
    /** The tool rounded its values. */
    ROUNDED,
    /** What a tool's reader has to say of a file. */
    TOOL,
    /** Two runs of unlike machines, versions or designs. */
    UNLIKE_RUNS,
    /** Two runs of one hook with unlike programs. */
    UNLIKE_PROGRAMS,
    /** Something that only one of two sides has, so that it is not compared. */
    NOT_IN_BOTH,
    /** Forks of different length. */
    UNEQUAL_CYCLES,
    /** Something else ran on the CPUs that measure. */
    OTHER_LOAD
  }
}
