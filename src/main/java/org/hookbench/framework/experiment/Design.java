package org.hookbench.framework.experiment;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apiguardian.api.API;

/**
 * How much of every case is measured; {@link Measurement} says what each fork of a case does.
 *
 * @param forks fresh JVMs a case; the unit of analysis
 * @param stretches at most so many times a fork's arms are dealt to lanes; 1 leaves each where it
 *     is
 * @param seed what every random choice of the run is drawn from
 * @param delta the smallest effect of interest that the user set, a fraction; empty where each
 *     metric has its own
 * @param precision the half-width that forks were added for, a fraction; empty where none were
 * @param against the program that the others at its hook are compared with, as the user wrote it;
 *     empty where each is compared with none alone
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Design(
    int forks,
    int stretches,
    long seed,
    OptionalDouble delta,
    OptionalDouble precision,
    Optional<String> against) {
  /** What a run takes before its first fork and after its last, on an idle machine, s. */
  public static final double RUN_SECONDS = 4;

  /** Below these no 95 % interval exists. */
  public static final int FEWEST_FORKS = 6;

  /** A shorter stretch would be hardly more than the cycles that are discarded after a move. */
  private static final int FEWEST_CYCLES = 5;

  /** Nor with fewer than one for so many arms, whose move takes as long as several cycles. */
  private static final int MOST_ARMS_A_CYCLE = 3;

  /** Cycles that are discarded after a move, while caches and connections get used to it. */
  public static final int SETTLING_CYCLES = 3;

  /** As below, of sockets that stay with their lane. */
  public static int stretches(int most, int arms, int cycles) {
    return stretches(most, arms, cycles, false);
  }

  /**
   * How many times the arms of a fork are dealt to lanes: where there are cycles for it, so often
   * that each arm is on each lane once. Where sockets are opened anew each time, what belongs to
   * one opening of them, which an arm shares with no other, becomes small only by their number:
   * then each arm is on each lane as often as there are cycles for.
   *
   * @param most at most so many
   * @param arms how many arms, and lanes
   * @param cycles measured cycles of the fork
   * @param freshSockets whether sockets are opened anew at each move
   */
  public static int stretches(int most, int arms, int cycles, boolean freshSockets) {
    int fewest = Math.max(FEWEST_CYCLES, arms / MOST_ARMS_A_CYCLE);
    int room = Math.max(1, Math.min(most, cycles / fewest));
    return freshSockets && room > arms ? room / arms * arms : Math.min(room, arms);
  }

  /** The same where no cycle is discarded after a move, so that there may be one before each. */
  public static int stretchesOfWholeRuns(int most, int arms, int cycles) {
    return Math.max(1, Math.min(Math.min(most, arms), cycles));
  }

  /** A design with the metrics' own smallest effects of interest, and no forks added. */
  public static Design of(int forks, int stretches, long seed) {
    return new Design(
        forks, stretches, seed, OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());
  }

  /** The same with another number of forks. */
  public Design withForks(int newForks) {
    return new Design(newForks, stretches, seed, delta, precision, against);
  }
}
