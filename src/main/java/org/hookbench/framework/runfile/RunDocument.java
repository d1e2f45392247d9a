package org.hookbench.framework.runfile;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.experiment.RunData;

/**
 * The shape of a run file of each version that is read: a record for each object and a component
 * for each field, described in {@code docs/run-file.md}. A component of type {@link Optional} may
 * be missing, because not every version has it, unless it is marked as required: that one may be
 * null.
 */
record RunDocument(
    Format format,
    Version version,
    String hookbench,
    RunData.Status status,
    long startedMillis,
    String started,
    long wallNanos,
    List<String> arguments,
    Design design,
    Map<String, String> machine,
    List<String> failures,
    List<Case> cases) {

  enum Format {
    @JsonProperty(RunFile.FORMAT)
    RUN
  }

  record Version(int number) {}

  record Design(
      int forks,
      Optional<Integer> stretches,
      long seed,
      double delta,
      double precision,
      Optional<String> against,
      Optional<Integer> cycles,
      Optional<Integer> warmupCycles,
      Optional<Long> sliceNanos) {}

  record Case(
      String benchmark,
      String workload,
      Map<String, String> params,
      Metric metric,
      Optional<Measurement> measurement,
      List<Arm> arms,
      List<Fork> forks) {}

  record Metric(
      String name,
      String unit,
      boolean higherIsBetter,
      Optional<Double> delta,
      Optional<String> operation,
      Optional<Integer> operationsPerBatch,
      Optional<Double> ofOneNano) {}

  record Measurement(int cycles, int warmupCycles, long sliceNanos) {}

  record Arm(
      String id, String hook, String program, org.hookbench.framework.experiment.Arm.Role role) {}

  record Fork(
      int number,
      long startedMillis,
      String started,
      Columns slices,
      @JsonProperty(required = true) Optional<Report> report) {}

  record Columns(int[] arm, long[] startNanos, double[] value, int[] batches, int[] lost) {}

  record Report(
      long seed,
      Optional<List<int[]>> deals,
      Optional<int[]> laneOfArm,
      long heapBytes,
      List<Evidence> evidence,
      List<byte[]> histograms,
      Optional<Double> otherLoad,
      Optional<Place> place) {}

  record Place(
      long settleNanos,
      int discardedSlices,
      Optional<Long> arrivals,
      Optional<Long> exchanges,
      Map<String, Long> peer,
      Optional<Map<String, String>> device,
      Optional<Map<String, String>> peerDevice,
      Optional<Saturation> saturation) {}

  record Saturation(double busiestCpu, long bitsPerSecond, long linkBitsPerSecond) {}

  record Evidence(
      boolean attached,
      List<Pass> passes,
      long rxPackets,
      long rxBytes,
      long droppedPackets,
      List<String> offloadsChanged,
      @JsonProperty(required = true) Optional<Tcp> tcp,
      @JsonProperty(required = true) Optional<Double> testRunNanos,
      Optional<Code> code) {}

  record Code(int jitedBytes, long verifiedInstructions, Optional<String> tag) {}

  record Pass(long operations, long packets, long bytes, long hits, long hitNanos) {}

  record Tcp(
      String congestion, long retransmits, long cwnd, long mss, long rttMicros, long bytesAcked) {}
}
