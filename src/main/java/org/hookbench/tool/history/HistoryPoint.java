package org.hookbench.tool.history;

import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.Traffic;

/**
 * What one run says of one hook.
 *
 * @param run which
 * @param bench the case as that run measured it
 * @param arm the hook, with an effect that has an estimate
 */
public record HistoryPoint(HistoryRun run, CaseResult bench, ArmResult arm) {
  /** The effect, a log ratio; + is worse. */
  public double effect() {
    return arm.effect().orElseThrow().estimate().orElseThrow();
  }

  /** The cost in the metric's unit, with its sign: a goodput that is lost is below 0. */
  public double cost() {
    return arm.change().orElseThrow();
  }

  /** The kernel's hash of the program's instructions; {@code unknown} where the run has none. */
  public String tag() {
    return arm.traffic()
        .code()
        .map(Traffic.Code::tag)
        .filter(t -> !t.isEmpty())
        .orElse(HistoryRun.UNKNOWN);
  }

  /** The program as the user wrote it. */
  public String program() {
    return arm.arm().program().orElse(HistoryRun.UNKNOWN);
  }
}
