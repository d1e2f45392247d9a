package org.hookbench.framework.experiment;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.evidence.PlaceEvidence;
import org.jspecify.annotations.Nullable;

/**
 * What a fork says once, after its last slice.
 *
 * @param seed what its order and lanes were dealt from
 * @param deals which lane each arm was on in each stretch
 * @param evidence an entry an arm
 * @param histograms an entry an arm: every measured operation's time in ns, as a compressed
 *     HdrHistogram; empty for workloads whose batches are no latencies
 * @param heapBytes the heap that the fork's JVM had taken by its end
 * @param otherLoad the share of the measured CPUs' time in which they ran something else; a bit
 *     below 0 where the kernel's clocks are coarse. Null where it was not measured
 * @param place what was seen of the lane where the arms took turns on one; null where they did not
 */
public record ForkReport(
    long seed,
    Deals deals,
    List<ArmEvidence> evidence,
    List<byte[]> histograms,
    long heapBytes,
    @Nullable Double otherLoad,
    @Nullable PlaceEvidence place)
    implements Serializable {
  /** Of a fork whose arms had lanes of their own. */
  public ForkReport(
      long seed,
      Deals deals,
      List<ArmEvidence> evidence,
      List<byte[]> histograms,
      long heapBytes,
      @Nullable Double otherLoad) {
    this(seed, deals, evidence, histograms, heapBytes, otherLoad, null);
  }

  /** What was seen of the lane where the arms took turns on one. */
  public Optional<PlaceEvidence> ofPlace() {
    return Optional.ofNullable(place);
  }

  /** The share of the measured CPUs' time in which they ran something else, where it is known. */
  public OptionalDouble load() {
    return otherLoad == null ? OptionalDouble.empty() : OptionalDouble.of(otherLoad);
  }
}
