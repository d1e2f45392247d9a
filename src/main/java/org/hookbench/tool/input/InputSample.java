package org.hookbench.tool.input;

import java.util.Map;
import org.apiguardian.api.API;

/**
 * One measured value of another tool.
 *
 * @param workload what was measured, with all that makes two values comparable, e.g. {@code iperf3
 *     TCP, 2 streams} or {@code demo.Spin.tokens[hook=none]}; as the tool wrote it, so it may hold
 *     HTML
 * @param metric e.g. {@code goodput}, {@code mean latency}, or JMH's mode
 * @param unit base units: {@code bits/s}, {@code bytes}, {@code us}, {@code ms}, {@code
 *     transactions/s}, {@code segments}, {@code %}; JMH's score unit as it stands
 * @param higherIsBetter the metric's direction
 * @param value finite, not negative, at most 1e100
 * @param source {@code file:line}, or {@code file: JSON path}
 * @param run the independent run that the value is of, from 0: one start of iperf3 or netperf, or a
 *     fork of JMH; values of one metric with the same run are not independent
 * @param conditions how the tool was run, as far as its output says
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record InputSample(
    String workload,
    String metric,
    String unit,
    boolean higherIsBetter,
    double value,
    String source,
    int run,
    Map<Condition, String> conditions) {
  public InputSample {
    conditions = Map.copyOf(conditions);
  }
}
