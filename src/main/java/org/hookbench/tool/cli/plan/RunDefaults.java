package org.hookbench.tool.cli.plan;

import org.hookbench.framework.experiment.Design;

/** How much a run measures where the command line leaves it open. */
public final class RunDefaults {
  public static final int FORKS = 13;
  public static final int QUICK_FORKS = Design.FEWEST_FORKS;

  /** Of measured cycles in a fork, seconds. */
  public static final double FORK_SECONDS = 1.0;

  /** The same of a quick run. */
  public static final double QUICK_FORK_SECONDS = 0.3;

  /** Of cycles before them, seconds. */
  public static final double WARMUP_SECONDS = 0.3;

  /** The same of a quick run, whose code has only C1 to go through. */
  public static final double QUICK_WARMUP_SECONDS = 0.1;

  /**
   * How often the arms of a fork are dealt to lanes, at most: each is on each lane once, or several
   * times where sockets are opened anew; of many arms a part of a square.
   */
  public static final int STRETCHES = 24;

  /** How long a run may take that goes on until it is precise enough. */
  public static final int PRECISE_MINUTES = 30;

  private RunDefaults() {}
}
