package org.hookbench.bars;

import java.util.ArrayList;
import java.util.List;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Samples;

/** Half-widths of intervals, per cent, of several runs alike. */
final class Widths {
  private final List<Double> ofNull = new ArrayList<>();
  private final List<Double> ofWidestHook = new ArrayList<>();

  void add(CaseResult c) {
    ofNull.add(halfWidth(c.nullArm()));
    ofWidestHook.add(
        c.arms().stream()
            .filter(a -> a.arm().role() == Arm.Role.HOOK)
            .mapToDouble(Widths::halfWidth)
            .max()
            .orElseThrow());
  }

  double medianOfNull() {
    return median(ofNull);
  }

  double medianOfWidestHook() {
    return median(ofWidestHook);
  }

  /** On the scale of logarithms, so that an effect of +700 % is judged as one of +1 %. */
  static double halfWidth(ArmResult arm) {
    Interval i = arm.effect().flatMap(Effect::interval).orElseThrow();
    return 100 * (i.high() - i.low()) / 2;
  }

  private static double median(List<Double> values) {
    return Samples.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
