package org.hookbench.experiment;

/**
 * How much is measured.
 *
 * @param forks fresh JVMs a case; the unit of analysis
 * @param cycles measured cycles a fork, each a slice of every arm
 * @param stretches at most so many times a fork's arms are dealt to lanes; 1 leaves each where it
 *     is
 * @param warmupCycles cycles before these, discarded
 * @param sliceNanos the measured length of a slice, ns
 * @param seed what every random choice of the run is drawn from
 * @param delta the smallest effect of interest that the user set, a fraction; 0 where each metric
 *     has its own
 * @param precision the half-width that forks were added for, a fraction; 0 where none were
 */
public record Design(
    int forks,
    int cycles,
    int stretches,
    int warmupCycles,
    long sliceNanos,
    long seed,
    double delta,
    double precision) {
  /** What a run takes before its first fork and after its last, on an idle machine, s. */
  public static final double RUN_SECONDS = 4;

  /** Below these no 95 % interval exists. */
  public static final int FEWEST_FORKS = 6;

  private static final double ITERATION_SECONDS = 1.0;

  // on an idle machine: the JVM, its lanes, a program each, and their end; a move of all arms
  private static final double FORK_SECONDS = 0.6;
  private static final double ARM_SECONDS = 0.08;
  private static final double MOVE_SECONDS = 0.02;

  /** A shorter stretch would be hardly more than the cycles that are discarded after a move. */
  private static final int FEWEST_CYCLES = 5;

  /** Cycles that are discarded after a move, while caches and connections get used to it. */
  public static final int SETTLING_CYCLES = 3;

  /**
   * How many times the arms of a fork are dealt to lanes: where there are cycles for it, so often
   * that each arm is on each lane once.
   *
   * @param most at most so many
   * @param arms how many arms, and lanes
   * @param cycles measured cycles of the fork
   */
  public static int stretches(int most, int arms, int cycles) {
    return Math.max(1, Math.min(Math.min(most, arms), cycles / FEWEST_CYCLES));
  }

  /** The same with another number of forks. */
  public Design withForks(int newForks) {
    return new Design(
        newForks, cycles, stretches, warmupCycles, sliceNanos, seed, delta, precision);
  }

  /** The same with another number of measured cycles a fork. */
  public Design withCycles(int newCycles) {
    return new Design(
        forks,
        newCycles,
        Math.min(newCycles, stretches),
        warmupCycles,
        sliceNanos,
        seed,
        delta,
        precision);
  }

  /**
   * About what a fork takes on an idle machine, s.
   *
   * @param arms how many slices a cycle has
   */
  public double forkSeconds(int arms) {
    int moves = stretches(stretches, arms, cycles) - 1;
    double cycleSeconds = arms * sliceNanos * (1 + SliceMeter.DISCARDED) / 1e9;
    return FORK_SECONDS
        + ARM_SECONDS * arms
        + cycleSeconds * (warmupCycles + cycles + moves * SETTLING_CYCLES)
        + MOVE_SECONDS * moves;
  }

  /**
   * Cycles in a JMH iteration: a divisor of {@link #cycles()}, so that no iteration is short, and
   * the largest that keeps an iteration to about a second, for the progress that a user sees.
   *
   * @param arms how many slices a cycle has
   */
  public int cyclesPerIteration(int arms) {
    double cycleSeconds = arms * sliceNanos * (1 + SliceMeter.DISCARDED) / 1e9;
    int most = (int) Math.max(1, Math.min(cycles, ITERATION_SECONDS / cycleSeconds));
    for (int n = most; n > most / 2; n--) {
      if (cycles % n == 0) {
        return n;
      }
    }
    // no divisor near: a little coarser is better than JMH's pause after every few cycles
    for (int n = most + 1; n < cycles; n++) {
      if (cycles % n == 0) {
        return n;
      }
    }
    return cycles;
  }
}
