package org.hookbench.framework.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.framework.stats.Samples;

/** What a fork costs beside its measured cycles: the start of its JVM, the lanes, the warm-up. */
final class ForkCost {
  private ForkCost() {}

  /**
   * In cycles: the median over neighbouring forks of the time from one's beginning to the next's,
   * less the cycles measured between. Empty where no two forks follow each other, or the clock ran
   * backwards.
   *
   * @param forks in the order of time
   */
  static OptionalDouble cycles(List<ForkData> forks) {
    List<Double> costs = new ArrayList<>();
    for (int f = 1; f < forks.size(); f++) {
      ForkData fork = forks.get(f - 1);
      double nanos = 1e6 * (forks.get(f).startedMillis() - fork.startedMillis());
      double cycle = cycleNanos(fork.slices());
      if (forks.get(f).number() == fork.number() + 1 && cycle > 0) {
        costs.add(nanos / cycle - fork.slices().cycles());
      }
    }
    double[] found = costs.stream().mapToDouble(Double::doubleValue).toArray();
    return found.length == 0 || Samples.median(found) < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Samples.median(found));
  }

  private static double cycleNanos(Slices slices) {
    int last = slices.size() - 1;
    return last < 1
        ? 0
        : (double) (slices.startNanos(last) - slices.startNanos(0)) / last * slices.arms();
  }
}
