package org.hookbench.tool.compare;

import org.hookbench.tool.input.InputSample;

/**
 * The smallest effect of interest of other tools' metrics, as docs/statistics.md has it for ours: 1
 * % of a rate or a cost, 2 % of a typical latency, 5 % of a tail, of its spread, and of a count.
 */
final class InputDelta {
  private static final double RATE = 0.01;
  private static final double TYPICAL = 0.02;
  private static final double TAIL = 0.05;

  private InputDelta() {}

  static double of(InputSample sample) {
    if (sample.higherIsBetter()) {
      return RATE;
    }
    return switch (sample.metric()) {
      case "min latency", "mean latency", "p50 latency", "round-trip latency" -> TYPICAL;
      case "p90 latency",
          "p99 latency",
          "max latency",
          "stddev latency",
          "jitter",
          "retransmits",
          "lost datagrams" ->
          TAIL;
      default -> RATE; // JMH's modes: a cost
    };
  }
}
