package org.hookbench.framework.lanes;

import java.util.BitSet;
import org.hookbench.kernel.netns.RpsCpus;
import org.hookbench.kernel.sys.Affinity;

/** On which CPUs the packets that a lane's ends receive are handled. */
final class Steering {
  private Steering() {}

  /**
   * With the ends on two CPUs, packets of one end are to be received on that end's CPU; where they
   * are not, only what is needed is steered, for it costs each packet something.
   */
  static void set(Lane lane, Placement.Cpus cpus, LaneNeeds needs) {
    if (!cpus.same()) {
      cpus.sender().ifPresent(cpu -> set(lane.sender(), cpu));
      cpus.receiver().ifPresent(cpu -> set(lane.receiver(), cpu));
    }
    if (needs.steered() && (cpus.same() || cpus.receiver().isEmpty())) {
      // where nothing is pinned, to any one CPU: a flow has but one
      set(lane.receiver(), cpus.receiver().orElseGet(() -> Affinity.allowed().length() - 1));
    }
  }

  private static void set(Lane.End end, int cpu) {
    BitSet one = new BitSet();
    one.set(cpu);
    RpsCpus.set(end.namespace(), end.device(), one);
  }
}
