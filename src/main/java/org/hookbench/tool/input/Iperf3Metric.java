package org.hookbench.tool.input;

import java.util.Map;

/** iperf3's metrics, the same for its text and its JSON, so that the two can be compared. */
enum Iperf3Metric {
  /** What arrived: the receiver's bitrate, the sender's where the receiver's is not reported. */
  GOODPUT("goodput", "bits/s", true),
  /** Bytes of the same line as the goodput. */
  TRANSFER("transfer", "bytes", true),
  /** The sender's bitrate. */
  BITRATE("bitrate", "bits/s", true),
  RETRANSMITS("retransmits", "segments", false),
  JITTER("jitter", "ms", false),
  LOST("lost datagrams", "%", false);

  private final String label;
  private final String unit;
  private final boolean higherIsBetter;

  Iperf3Metric(String label, String unit, boolean higherIsBetter) {
    this.label = label;
    this.unit = unit;
    this.higherIsBetter = higherIsBetter;
  }

  String label() {
    return label;
  }

  InputSample sample(
      String workload, double value, String source, int run, Map<Condition, String> conditions) {
    return new InputSample(workload, label, unit, higherIsBetter, value, source, run, conditions);
  }
}
