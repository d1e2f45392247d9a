package org.hookbench.framework.calibration;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hookbench.framework.stats.Proportion;
import org.jspecify.annotations.Nullable;

/**
 * The proof that the instrument works on a machine.
 *
 * @param startedMillis ms since the epoch
 * @param seconds how long it took
 * @param machine facts of the machine
 * @param nulls comparisons of nothing with nothing, and how many showed a difference
 * @param stopping comparisons of nothing with nothing that may stop early, and how many showed a
 *     difference; null where there were too few forks for one
 * @param injections known costs, and what was found of them
 */
public record Calibration(
    long startedMillis,
    double seconds,
    Map<String, String> machine,
    Proportion nulls,
    @Nullable Proportion stopping,
    List<Injection> injections) {
  /** The facts that must be the same for a calibration to speak for a later run. */
  private static final List<String> IDENTITY = List.of("kernel", "cpu", "cpus", "libbpf", "jvm");

  /** Whether the false positives are no more than chance allows. */
  public boolean isNullQuiet() {
    return nulls.interval().low() <= nominalRate();
  }

  /** The same of comparisons that may stop early; there may be none. */
  public boolean isStoppingQuiet() {
    return stopping == null || stopping.interval().low() <= nominalRateOfStopping();
  }

  /** The rate of false positives that is to be expected at most of comparisons that may stop. */
  public double nominalRateOfStopping() {
    return NullCalibration.nominalStopping(nulls.interval().confidence());
  }

  /** The rate of false positives that is to be expected. */
  public double nominalRate() {
    return NullCalibration.nominal(nulls.interval().confidence());
  }

  /** Whether everything came out as it must. */
  public boolean isPassed() {
    return isNullQuiet()
        && isStoppingQuiet()
        && injections.stream().allMatch(Injection::isRecovered);
  }

  /** Whether it was made on such a machine. */
  public boolean speaksFor(Map<String, String> other) {
    return IDENTITY.stream().allMatch(k -> machine.getOrDefault(k, "").equals(other.get(k)));
  }

  /** In a line, for later reports. */
  public String summary() {
    double worst =
        injections.stream()
            .filter(Injection::isJudged)
            .mapToDouble(i -> Math.abs(i.error()))
            .max()
            .orElse(0);
    return String.format(
        Locale.ROOT,
        "%tF, %s: %d of %d null comparisons fired, injected costs recovered within %.1f %%",
        startedMillis,
        isPassed() ? "passed" : "FAILED",
        nulls.hits(),
        nulls.trials(),
        100 * worst);
  }
}
