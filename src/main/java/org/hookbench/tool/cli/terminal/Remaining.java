package org.hookbench.tool.cli.terminal;

import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.Plan;

/**
 * How much of a run is done and how long the rest takes: by what the plan says that its forks take,
 * corrected by what those so far have taken.
 */
final class Remaining {
  /** The plan is believed as much as so many seconds that were seen. */
  private static final double BELIEF_SECONDS = 3;

  private static final double ROUNDING = 1e-9;

  private final Plan plan;
  private int forks;
  private long cycles;
  private double doneSeconds;
  private double elapsedSeconds;

  /**
   * @param forks of each case
   */
  Remaining(Plan plan, int forks) {
    this.plan = plan;
    this.forks = forks;
  }

  /** Each case will have so many forks, or more. */
  synchronized void planned(int newForks) {
    forks = newForks;
  }

  /**
   * Some more is done.
   *
   * @param bench of which case
   * @param newCycles measured so far, in all cases
   * @param elapsed since the first fork was started, s
   */
  synchronized void done(BenchCase bench, long newCycles, double elapsed) {
    double forksDone = (double) (newCycles - cycles) / plan.measurement(bench).cycles();
    doneSeconds += forksDone * secondsOfAFork(bench);
    cycles = newCycles;
    elapsedSeconds = elapsed;
  }

  /** How much is done, from 0 to 1. */
  synchronized double share() {
    double share = doneSeconds / total();
    return share > 1 - ROUNDING ? 1 : share;
  }

  /**
   * How long the rest takes, s: at least one where there is a rest.
   *
   * @param elapsed since the first fork was started, s
   */
  synchronized double seconds(double elapsed) {
    double rest = (1 - share()) * total();
    double pace = (elapsedSeconds + BELIEF_SECONDS) / (doneSeconds + BELIEF_SECONDS);
    // what runs at this moment counts when it is done
    return share() < 1 ? Math.max(1, rest * pace - (elapsed - elapsedSeconds)) : 0;
  }

  /** Where precision asks for further forks, nobody knows how many in all. */
  private double total() {
    double planned = forks * plan.cases().stream().mapToDouble(this::secondsOfAFork).sum();
    return Math.max(planned, doneSeconds);
  }

  private double secondsOfAFork(BenchCase bench) {
    int arms = plan.arms(bench).size();
    return plan.measurement(bench).forkSeconds(arms, plan.design().stretches());
  }
}
