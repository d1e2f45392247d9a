package org.hookbench.tool.input;

import java.util.Locale;
import java.util.Map;

/**
 * Where the values of one direction of one run go. What iperf3 miscounts is left out with a note: a
 * negative count, more datagrams lost than there were.
 *
 * @param out where to
 * @param workload what was measured
 * @param run the run's number
 * @param conditions how it was run
 */
record Iperf3Values(Samples out, String workload, int run, Map<Condition, String> conditions) {
  void add(Iperf3Metric metric, double value, String source) throws InputFormatException {
    out.add(metric.sample(workload, value, source, run, conditions));
  }

  /** A count or the jitter: iperf3 writes -1, or no number, where it does not know it. */
  void addIfKnown(Iperf3Metric metric, double value, String source) throws InputFormatException {
    if (Double.isFinite(value) && value >= 0) {
      add(metric, value, source);
    } else {
      out.leaveOut(metric.label(), "iperf3 has a negative number or none for it");
    }
  }

  /** The share of datagrams lost, in percent. */
  void addLost(double lost, double datagrams, String source) throws InputFormatException {
    if (lost >= 0 && lost <= datagrams && datagrams > 0) {
      add(Iperf3Metric.LOST, 100 * lost / datagrams, source);
      return;
    }
    if (Double.isNaN(lost) || Double.isNaN(datagrams) || datagrams == 0) {
      out.leaveOut(Iperf3Metric.LOST.label(), "iperf3 did not count them");
      return;
    }
    boolean omitted = !conditions.getOrDefault(Condition.OMITTED, "0 s").equals("0 s");
    out.leaveOut(
        Iperf3Metric.LOST.label(),
        String.format(
            Locale.ROOT,
            "%.0f lost of %.0f is impossible%s",
            lost,
            datagrams,
            omitted && lost > datagrams ? " (the run has omitted seconds, -O)" : ""));
  }
}
