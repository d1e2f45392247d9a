package org.hookbench.analysis;

import java.util.List;
import java.util.Optional;
import org.hookbench.evidence.EvidenceCheck;
import org.hookbench.experiment.Arm;
import org.hookbench.stats.Effect;
import org.hookbench.stats.Interval;

/**
 * What a run says of one arm of one case.
 *
 * @param arm the arm
 * @param value its typical value, in the metric's unit: the median over forks of the median over
 *     cycles
 * @param effect against the baseline; empty for the baseline itself
 * @param change the effect in the metric's own unit; empty where there is no effect
 * @param changeInterval its interval; empty where the effect has none
 * @param latency the distribution, for workloads that time every operation
 * @param tails p90 and p99 of these against the baseline's; empty for the baseline itself and where
 *     there is no latency
 * @param traffic what crossed the device, from the evidence
 * @param evidence whether the evidence bears the number out
 */
public record ArmResult(
    Arm arm,
    double value,
    Optional<Effect> effect,
    Optional<Double> change,
    Optional<Interval> changeInterval,
    Optional<LatencySummary> latency,
    List<TailEffect> tails,
    Traffic traffic,
    EvidenceCheck evidence) {}
