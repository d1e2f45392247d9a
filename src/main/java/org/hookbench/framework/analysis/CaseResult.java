package org.hookbench.framework.analysis;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.workload.Metric;

/**
 * What a run says of one case.
 *
 * @param bench the case
 * @param metric what was measured
 * @param delta the smallest effect of interest that was used, a fraction
 * @param forks complete forks
 * @param cycles measured cycles a fork
 * @param forkCost what a fork costs beside its measured cycles, in cycles: its start and warm-up.
 *     Empty where no two forks followed each other
 * @param otherLoad the share of the measured CPUs' time in which they ran something else, the mean
 *     of the forks; empty where the ends are not pinned, and in files of earlier versions
 * @param arms an entry an arm, baseline first, null arm second
 * @param parts what the costs are made of, where the run has the arms to tell
 * @param distrust why the numbers of this case can't be trusted; empty where they can
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record CaseResult(
    BenchCase bench,
    Metric metric,
    double delta,
    int forks,
    int cycles,
    OptionalDouble forkCost,
    OptionalDouble otherLoad,
    List<ArmResult> arms,
    List<Part> parts,
    List<String> distrust) {
  /** The arm that others are compared with. */
  public ArmResult baseline() {
    return arms.get(0);
  }

  /** The arm without a program that is treated as a hook is. */
  public ArmResult nullArm() {
    return arms.get(1);
  }

  /**
   * The cycles a fork that would give an arm's effect the narrowest interval for the time spent;
   * empty where unknown, or where forks differ no more than their cycles explain.
   */
  public OptionalInt recommendedCycles(Effect effect) {
    return forkCost.isPresent()
        ? effect.variance().recommendedCycles(forkCost.getAsDouble())
        : OptionalInt.empty();
  }

  /** {@link #otherLoad} in per cent. */
  public OptionalDouble otherLoadPercent() {
    return otherLoad.isPresent()
        ? OptionalDouble.of(100 * otherLoad.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Whether the numbers of this case can be trusted. */
  public boolean isTrusted() {
    return distrust.isEmpty();
  }
}
