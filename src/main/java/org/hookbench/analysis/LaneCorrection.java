package org.hookbench.analysis;

import java.util.Arrays;
import org.hookbench.experiment.CaseData;
import org.hookbench.experiment.Deals;
import org.hookbench.experiment.ForkData;
import org.hookbench.experiment.Slices;
import org.hookbench.stats.LaneEffects;

/**
 * Slices as they would be, had each been measured on an average lane: what its lane adds to a
 * slice's value is estimated within the fork ({@link LaneEffects}) and taken off. A fork whose arms
 * stayed where they were is left as it is, for there an arm and its lane can't be told apart.
 */
public final class LaneCorrection {
  private LaneCorrection() {}

  /** The same case with corrected values. */
  public static CaseData of(CaseData c) {
    return new CaseData(c.bench(), c.arms(), c.forks().stream().map(LaneCorrection::of).toList());
  }

  private static ForkData of(ForkData fork) {
    if (fork.report().isEmpty() || fork.report().get().deals().stretches() == 1) {
      return fork;
    }
    return new ForkData(
        fork.number(),
        fork.startedMillis(),
        corrected(fork.slices(), fork.report().get().deals()),
        fork.report());
  }

  private static Slices corrected(Slices slices, Deals deals) {
    int cycles = slices.cycles();
    int arms = slices.arms();
    double[][] logs = new double[arms][];
    for (int arm = 0; arm < arms; arm++) {
      logs[arm] = Arrays.stream(slices.values(arm)).map(Math::log).toArray();
    }
    int[] stretchOfCycle = new int[cycles];
    Arrays.setAll(stretchOfCycle, c -> deals.stretchOf(c, cycles));
    int[][] lanes = deals.lanes();
    double[] effects = LaneEffects.of(logs, stretchOfCycle, lanes);
    return slices.withValues(
        i -> slices.value(i) * Math.exp(-effects[lanes[stretchOfCycle[i / arms]][slices.arm(i)]]));
  }
}
