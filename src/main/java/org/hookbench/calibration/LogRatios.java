package org.hookbench.calibration;

import org.hookbench.experiment.ForkData;

/** Paired log ratios of two arms of a fork, cycle by cycle, for a metric where less is better. */
final class LogRatios {
  private LogRatios() {}

  static double[] of(ForkData fork, int baseline, int arm) {
    double[] base = fork.slices().values(baseline);
    double[] other = fork.slices().values(arm);
    double[] ratios = new double[base.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = Math.log(other[i] / base[i]);
    }
    return ratios;
  }
}
