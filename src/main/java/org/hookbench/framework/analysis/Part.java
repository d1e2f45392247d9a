package org.hookbench.framework.analysis;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apiguardian.api.API;
import org.hookbench.framework.stats.Change;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;

/**
 * A part of what an arm costs: one arm compared with another that lacks just this. Parts explain;
 * they are no members of the family of comparisons, and their p is not adjusted. Programs that the
 * user compares with another are a family of their own, with Holm's p.
 *
 * @param kind what the difference is due to
 * @param arm the id of the arm that has it
 * @param less the id of the arm that lacks it
 * @param effect of the one against the other
 * @param difference the same in the metric's own unit, from differences within cycles
 * @param runNanos for a program: the kernel's own account of a run less that of the other program
 *     in the same run, ns; empty where nothing was counted
 * @param testRunNanos for a program: a run by BPF_PROG_TEST_RUN less that of the other program, ns;
 *     empty where the program's type has none
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Part(
    Kind kind,
    String arm,
    String less,
    Effect effect,
    Change difference,
    OptionalDouble runNanos,
    OptionalDouble testRunNanos) {
  /** The difference itself. */
  public Optional<Double> change() {
    return Optional.of(difference.estimate());
  }

  /** Its interval; empty where the effect has none. */
  public Optional<Interval> changeInterval() {
    return difference.interval();
  }

  /** What a difference is due to. */
  public enum Kind {
    /** The offloads that attaching takes away: matched baseline less none. */
    OFFLOADS("offloads lost"),
    /** That it is attached and taken off for each slice: a baseline treated so, less none. */
    ATTACHING("attaching"),
    /** The hook itself: the empty program at it, less a baseline with the same offloads. */
    HOOK("empty hook"),
    /** The program: at the same hook, less the empty program. */
    PROGRAM("program"),
    /** One program: at the same hook, less the one that the user compares it with. */
    AGAINST("against");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For a table. */
    public String words() {
      return words;
    }
  }
}
