package org.hookbench.framework.testbed;

import java.util.BitSet;
import java.util.Map;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.kernel.sys.Affinity;

/** All threads of the process kept off the CPUs that measure, until it is closed. */
final class GivenCpus implements AutoCloseable {
  private final boolean changed;
  private final Map<Integer, BitSet> before = Affinity.ofThreads();
  private final BitSet own = Affinity.allowed();

  GivenCpus(Placement.Cpus cpus) {
    changed = !cpus.all().isEmpty();
    if (changed) {
      Affinity.keepOff(cpus.all());
    }
  }

  /** Gives every thread what it had, and one that was started since what the opening one had. */
  @Override
  public void close() {
    if (changed) {
      Affinity.restore(before, own);
    }
  }
}
