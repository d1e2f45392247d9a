package org.hookbench.framework.evidence;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What one fork saw of one arm beside its slices: taken between the slices or outside of them,
 * never in the timed part. What is absent is null in the record, which travels from fork to host by
 * Java serialization, and an Optional in the methods beside it.
 *
 * @param attached the arm's program was the one at the hook before the first slice and after the
 *     last; true for an arm without a program that had none
 * @param passes counts taken while the kernel's program statistics were on, before the first slice
 *     and after the last
 * @param rxPackets packets that the receiving device took in over the whole fork
 * @param rxBytes bytes of these
 * @param droppedPackets packets that either device dropped over the whole fork
 * @param offloadsChanged what attaching changed, one line a feature, e.g. {@code "sender tso on ->
 *     off"}
 * @param tcp the connection's state at the end, or null where the workload has none
 * @param testRunNanos a run of the program by BPF_PROG_TEST_RUN at the end, ns; null where there is
 *     no program or the kernel has no test run for its type
 * @param code of the program, or null where there is none
 */
public record ArmEvidence(
    boolean attached,
    List<Pass> passes,
    long rxPackets,
    long rxBytes,
    long droppedPackets,
    List<String> offloadsChanged,
    @Nullable Tcp tcp,
    @Nullable Double testRunNanos,
    @Nullable Code code)
    implements Serializable {
  /**
   * What the kernel made of a program.
   *
   * @param jitedBytes of machine code; 0 where it is interpreted
   * @param verifiedInstructions that the verifier looked at, on all paths; 0 before Linux 5.16
   * @param tag the kernel's hash of its instructions, 16 hexadecimal digits; empty where it is not
   *     known, as in runs of HookBench 0.1.0
   */
  public record Code(int jitedBytes, long verifiedInstructions, String tag)
      implements Serializable {}

  /**
   * Traffic with the kernel's program statistics on.
   *
   * @param operations the workload's operations
   * @param packets packets that the receiving device took in; those of both devices where the arm's
   *     program sees all of the machine's
   * @param bytes bytes of these
   * @param hits runs of the arm's program
   * @param hitNanos time in them, ns, with the accounting's own cost
   */
  public record Pass(long operations, long packets, long bytes, long hits, long hitNanos)
      implements Serializable {}

  /**
   * The sender's TCP_INFO.
   *
   * @param congestion the congestion control's name
   * @param retransmits segments sent again since the connection began
   * @param cwnd congestion window, segments
   * @param mss maximum segment size, bytes
   * @param rttMicros smoothed round trip time, us
   * @param bytesAcked bytes acknowledged by the receiver
   */
  public record Tcp(
      String congestion, long retransmits, long cwnd, long mss, long rttMicros, long bytesAcked)
      implements Serializable {}

  /** The connection's state at the end, where the workload has one. */
  public Optional<Tcp> connection() {
    return Optional.ofNullable(tcp);
  }

  /** A run of the program by BPF_PROG_TEST_RUN at the end, ns, where there was one. */
  public OptionalDouble testRun() {
    return testRunNanos == null ? OptionalDouble.empty() : OptionalDouble.of(testRunNanos);
  }

  /** What the kernel made of the program, where there is one and that is known. */
  public Optional<Code> programCode() {
    return Optional.ofNullable(code);
  }

  /** Program runs in all passes. */
  public long hits() {
    return passes.stream().mapToLong(Pass::hits).sum();
  }

  /** Packets in all passes. */
  public long packets() {
    return passes.stream().mapToLong(Pass::packets).sum();
  }

  /** Bytes in all passes. */
  public long bytes() {
    return passes.stream().mapToLong(Pass::bytes).sum();
  }

  /** Time in the program in all passes, ns. */
  public long hitNanos() {
    return passes.stream().mapToLong(Pass::hitNanos).sum();
  }
}
