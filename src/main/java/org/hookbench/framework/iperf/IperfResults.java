package org.hookbench.framework.iperf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the server says about a test.
 *
 * @param flows in the order of {@link IperfTest#tcp} or {@link IperfTest#udp}
 * @param cpuPercent CPU time of the server's process, in per cent of one CPU
 * @param cpuUserPercent the part of it in user mode
 * @param cpuSystemPercent the part of it in the kernel on the process's behalf; softirqs are not in
 *     it
 * @param congestionControl the algorithm of the server's streams; servers before 3.2 don't say
 * @param json all of it, as it came
 */
public record IperfResults(
    List<Flow> flows,
    double cpuPercent,
    double cpuUserPercent,
    double cpuSystemPercent,
    Optional<String> congestionControl,
    String json) {
  /** Copies the list. */
  public IperfResults {
    flows = List.copyOf(flows);
  }

  /**
   * One flow.
   *
   * @param bytes what the server has sent or received until it was told to end. In a stream, those
   *     still on the way are counted by a server that sends, and not by one that receives.
   * @param retransmits TCP segments that the server sent again; empty where it received, or does
   *     not know
   * @param jitterSeconds of datagrams that the server received; 0 where it sent
   * @param lost datagrams that did not reach the server, before the last that did; 0 where it sent
   * @param packets datagrams that the server sent, or the highest number that it received
   * @param seconds that it lasted; servers before 3.2 don't say
   * @param bytesAfterEnd what arrived here when {@link IperfTest#end} was already called, and was
   *     thrown away; with what was read before they are {@code bytes} of a server that sends a
   *     stream, give or take its last block
   */
  public record Flow(
      long bytes,
      OptionalLong retransmits,
      double jitterSeconds,
      long lost,
      long packets,
      OptionalDouble seconds,
      long bytesAfterEnd) {}

  /** Bytes of all flows. */
  public long bytes() {
    return flows.stream().mapToLong(Flow::bytes).sum();
  }

  /** Retransmits of all flows; empty where the server does not know. */
  public OptionalLong retransmits() {
    return flows.stream().allMatch(f -> f.retransmits().isPresent())
        ? OptionalLong.of(flows.stream().mapToLong(f -> f.retransmits().orElseThrow()).sum())
        : OptionalLong.empty();
  }
}
