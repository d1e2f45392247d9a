package org.hookbench.framework.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.framework.stats.CarryOver;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.LaneEffects;
import org.hookbench.framework.stats.Samples;
import org.hookbench.framework.stats.Warning;

/**
 * Slices as they would be, had each been measured on an average lane: what its lane adds to a
 * slice's value is estimated within the fork ({@link LaneEffects}) and taken off. A fork whose arms
 * stayed where they were is left as it is, for there an arm and its lane can't be distinguished.
 */
public final class LaneCorrection {
  private LaneCorrection() {}

  /** The same case with corrected values. */
  public static CaseData of(CaseData c) {
    return new CaseData(
        c.bench(),
        c.arms(),
        c.metric(),
        c.measurement(),
        c.forks().stream().map(LaneCorrection::of).toList());
  }

  /** A warning for each arm that changes what comes to its lane after it, of a corrected case. */
  static Map<Integer, Warning> leftBehind(CaseData c) {
    Map<Integer, Warning> warnings = new TreeMap<>();
    for (CarryOver found : CarryOver.of(c.completeForks().stream().map(f -> cells(f)).toList())) {
      String text =
          String.format(
              Locale.ROOT,
              "the arms that come to its lane after it have values %+.2f %% off (p %.2g): the"
                  + " effects of this workload may be wrong by as much",
              Effect.percent(found.effect()),
              found.p());
      warnings.put(found.arm(), new Warning(Warning.Kind.CARRY_OVER, text));
    }
    return warnings;
  }

  private static CarryOver.Fork cells(ForkData fork) {
    Deals deals = fork.report().orElseThrow().deals();
    int cycles = fork.slices().cycles();
    double[][] medians = new double[deals.stretches()][fork.slices().arms()];
    for (int arm = 0; arm < fork.slices().arms(); arm++) {
      double[] values = fork.slices().values(arm);
      for (int stretch = 0; stretch < deals.stretches(); stretch++) {
        int from = deals.firstCycle(stretch, cycles);
        int to = deals.firstCycle(stretch + 1, cycles);
        medians[stretch][arm] = Math.log(Samples.median(Arrays.copyOfRange(values, from, to)));
      }
    }
    return new CarryOver.Fork(medians, deals.lanes());
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
