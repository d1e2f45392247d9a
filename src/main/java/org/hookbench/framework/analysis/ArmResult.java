package org.hookbench.framework.analysis;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.hookbench.framework.evidence.EvidenceCheck;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.stats.Change;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;

/**
 * What a run says of one arm of one case.
 *
 * @param arm the arm
 * @param value its typical value, in the metric's unit: the median over forks of the median over
 *     cycles. Two arms' typical values are of different cycles: their difference is not what one
 *     adds to the other
 * @param effect against the baseline; empty for the baseline itself
 * @param difference what it adds to the baseline in the metric's own unit, from differences within
 *     cycles; empty where there is no effect
 * @param nanos the same as time, ns an operation
 * @param latency the distribution, for workloads that time every operation
 * @param tails p90 and p99 of these against the baseline's; empty for the baseline itself and where
 *     there is no latency
 * @param traffic what crossed the device, from the evidence
 * @param evidence whether the evidence supports the number
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ArmResult(
    Arm arm,
    double value,
    Optional<Effect> effect,
    Optional<Change> difference,
    Optional<Change> nanos,
    Optional<LatencySummary> latency,
    List<TailEffect> tails,
    Traffic traffic,
    EvidenceCheck evidence) {
  /** The difference itself. */
  public Optional<Double> change() {
    return difference.map(Change::estimate);
  }

  /** Its interval; empty where the effect has none. */
  public Optional<Interval> changeInterval() {
    return difference.flatMap(Change::interval);
  }
}
