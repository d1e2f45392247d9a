package org.hookbench.framework.workload;

import org.hookbench.UsageException;

/** How many sockets or connections a workload has on each lane: the values of {@code -p flows=}. */
public final class Flows {
  /** The value that stands for the workload as it is by itself. */
  public static final String ONE = "1";

  /** The most that there may be. */
  public static final int MOST = 256;

  private Flows() {}

  /**
   * The number itself.
   *
   * @throws UsageException where it is none that is taken
   */
  static int checked(int number) {
    if (number < 1 || number > MOST) {
      throw new UsageException("flows is 1 to " + MOST + ", not " + number);
    }
    return number;
  }
}
