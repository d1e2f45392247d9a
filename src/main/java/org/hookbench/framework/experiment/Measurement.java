package org.hookbench.framework.experiment;

import org.apiguardian.api.API;

/**
 * What a fork of a case measures. Cases of one run may differ in it, for what is the best length of
 * a slice is a matter of the workload.
 *
 * @param cycles measured cycles a fork, each a slice of every arm
 * @param warmupCycles cycles before these, discarded
 * @param sliceNanos the measured length of a slice, ns
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Measurement(int cycles, int warmupCycles, long sliceNanos) {
  private static final double ITERATION_SECONDS = 1.0;

  // on an idle machine: the JVM, its lanes, a program each, and their end; a move of all arms
  private static final double FORK_SECONDS = 1.2;
  private static final double ARM_SECONDS = 0.05;
  private static final double MOVE_SECONDS = 0.02;
  private static final double FRESH_SOCKETS_SECONDS = 0.003;

  /** The same with another number of measured cycles a fork. */
  public Measurement withCycles(int newCycles) {
    return new Measurement(newCycles, warmupCycles, sliceNanos);
  }

  /** As below, of sockets that stay with their lane. */
  public double forkSeconds(int arms, int mostStretches) {
    return forkSeconds(arms, mostStretches, false);
  }

  /**
   * About what a fork takes on an idle machine, s.
   *
   * @param arms how many slices a cycle has
   * @param mostStretches as {@link Design#stretches()}
   * @param freshSockets whether sockets are opened anew at each move
   */
  public double forkSeconds(int arms, int mostStretches, boolean freshSockets) {
    int moves = Design.stretches(mostStretches, arms, cycles, freshSockets) - 1;
    double move = MOVE_SECONDS + (freshSockets ? FRESH_SOCKETS_SECONDS * arms : 0);
    return FORK_SECONDS
        + ARM_SECONDS * arms
        + cycleSeconds(arms) * (warmupCycles + cycles + moves * Design.SETTLING_CYCLES)
        + move * moves;
  }

  /** As below, of sockets that stay with their lane. */
  public double forkCost(int arms, int mostStretches) {
    return forkCost(arms, mostStretches, false);
  }

  /**
   * What a fork costs beside its measured cycles, in cycles.
   *
   * @param arms how many slices a cycle has
   * @param mostStretches as {@link Design#stretches()}
   * @param freshSockets whether sockets are opened anew at each move
   */
  public double forkCost(int arms, int mostStretches, boolean freshSockets) {
    return forkSeconds(arms, mostStretches, freshSockets) / cycleSeconds(arms) - cycles;
  }

  /**
   * Cycles in a JMH iteration: a divisor of {@link #cycles()}, so that no iteration is short, and
   * the largest that keeps an iteration to about a second, for the progress that a user sees.
   *
   * @param arms how many slices a cycle has
   */
  public int cyclesPerIteration(int arms) {
    int most = (int) Math.max(1, Math.min(cycles, ITERATION_SECONDS / cycleSeconds(arms)));
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

  private double cycleSeconds(int arms) {
    return arms * sliceNanos * (1 + SliceMeter.DISCARDED) / 1e9;
  }
}
