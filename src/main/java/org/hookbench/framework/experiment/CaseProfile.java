package org.hookbench.framework.experiment;

import java.util.List;
import java.util.Map;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.workload.Metric;

/**
 * What the profilers saw of one case, its forks pooled.
 *
 * @param bench the case
 * @param arms its arms, the baseline first
 * @param metric what is measured of it
 * @param profiles by the profiler's name, one profile an arm, in the order of the arms
 */
public record CaseProfile(
    BenchCase bench, List<Arm> arms, Metric metric, Map<String, List<ArmProfile>> profiles) {}
