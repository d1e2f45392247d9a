package org.hookbench.tool.fleet;

import java.util.Optional;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;

/**
 * What one machine found of one hook.
 *
 * @param machine its name
 * @param bench the case as that machine ran it
 * @param arm the hook
 * @param leftOut why the summary is made without it; empty where it is in
 */
public record FleetEffect(
    String machine, CaseResult bench, ArmResult arm, Optional<String> leftOut) {}
