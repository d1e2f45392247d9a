package org.hookbench.framework.analysis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.stats.Warning;

/** What else ran on the CPUs that measured, and whether a reader must know. */
final class CpuLoad {
  /**
   * The share of the time that makes a run noisy. A run on a machine that does nothing else reads
   * up to 2 %: timers, the kernel's threads, and steps of 10 ms in which the kernel counts.
   */
  static final double NOISY = 0.05;

  private CpuLoad() {}

  /** The mean share over forks; empty where no fork has measured it. */
  static OptionalDouble of(List<ForkData> complete) {
    OptionalDouble mean =
        complete.stream().flatMapToDouble(f -> f.report().orElseThrow().load().stream()).average();
    return mean.isPresent() ? OptionalDouble.of(Math.max(0, mean.getAsDouble())) : mean;
  }

  /** In words, where it is so much that it makes the run noisy. */
  static Optional<Warning> warning(OptionalDouble load) {
    if (load.orElse(0) < NOISY) {
      return Optional.empty();
    }
    String text =
        String.format(
            Locale.ROOT,
            "noisy: other work took %.1f %% of the measured CPUs' time; end it and measure again",
            100 * load.getAsDouble());
    return Optional.of(new Warning(Warning.Kind.OTHER_LOAD, text));
  }
}
