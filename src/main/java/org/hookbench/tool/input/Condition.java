package org.hookbench.tool.input;

import java.util.Set;
import org.apiguardian.api.API;

/**
 * How a tool was run, beyond what a workload's name says. Two results of unlike conditions are told
 * apart in a note, and a metric that follows from the condition is not judged.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Condition {
  /** How long it measured: bytes and counts of a longer run are more. */
  DURATION("duration", Set.of("transfer", "retransmits")),
  /** iperf3's {@code -n} or {@code -k}. */
  AMOUNT("amount to send", Set.of("transfer", "retransmits")),
  /** iperf3's {@code -b}: a sender that is held back measures the limit. */
  TARGET_BITRATE(
      "target bitrate",
      Set.of("goodput", "transfer", "bitrate", "retransmits", "jitter", "lost datagrams")),
  /** iperf3's {@code -l}; of netperf the message size. */
  BLOCK_SIZE("block size", Set.of()),
  /** iperf3's {@code -O}. */
  OMITTED("omitted seconds", Set.of()),
  /** The sender's congestion control. */
  CONGESTION("congestion control", Set.of()),
  /** The tool's own version. */
  TOOL("version", Set.of()),
  /** Version and name of JMH's virtual machine. */
  JVM("JVM", Set.of()),
  /** Its arguments. */
  JVM_ARGUMENTS("JVM arguments", Set.of()),
  /** JMH's warm-up of a fork. */
  WARM_UP("warm-up", Set.of()),
  /** The time of one iteration of JMH. */
  ITERATION("iteration time", Set.of()),
  /** The calls that JMH's single shot takes for one. */
  BATCH_SIZE("batch size", Set.of("ss"));

  private final String label;
  private final Set<String> decided;

  Condition(String label, Set<String> decided) {
    this.label = label;
    this.decided = decided;
  }

  /** What a note calls it. */
  public String label() {
    return label;
  }

  /** Whether a metric follows from it, so that unlike conditions make it incomparable. */
  public boolean decides(String metric) {
    return decided.contains(metric);
  }
}
