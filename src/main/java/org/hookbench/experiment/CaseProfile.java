package org.hookbench.experiment;

import java.util.List;
import java.util.Map;
import org.hookbench.profile.ArmProfile;

/**
 * What the profilers saw of one case, its forks pooled.
 *
 * @param bench the case
 * @param arms its arms, the baseline first
 * @param profiles by the profiler's name, one profile an arm, in the order of the arms
 */
public record CaseProfile(
    BenchCase bench, List<Arm> arms, Map<String, List<ArmProfile>> profiles) {}
