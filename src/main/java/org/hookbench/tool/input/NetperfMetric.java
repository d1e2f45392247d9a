package org.hookbench.tool.input;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * netperf's output selectors that are measurements; the constant's name is the {@code -k} key.
 *
 * <p>Source: netperf 2.7.0 {@code src/nettest_omni.c}, {@code print_omni_init_list}.
 */
enum NetperfMetric {
  MIN_LATENCY("Minimum Latency Microseconds", "min latency", "us"),
  MEAN_LATENCY("Mean Latency Microseconds", "mean latency", "us"),
  P50_LATENCY("50th Percentile Latency Microseconds", "p50 latency", "us"),
  P90_LATENCY("90th Percentile Latency Microseconds", "p90 latency", "us"),
  P99_LATENCY("99th Percentile Latency Microseconds", "p99 latency", "us"),
  MAX_LATENCY("Maximum Latency Microseconds", "max latency", "us"),
  STDDEV_LATENCY("Stddev Latency Microseconds", "stddev latency", "us"),
  RT_LATENCY("Round Trip Latency usec/tran", "round-trip latency", "us"),
  LOCAL_TRANSPORT_RETRANS("Local Transport Retransmissions", "retransmits", "segments"),
  TRANSACTION_RATE("Transaction Rate Tran/s", "transaction rate", "transactions/s"),
  /** Its unit is netperf's {@code THROUGHPUT_UNITS}, see {@link NetperfUnit}. */
  THROUGHPUT("Throughput", "throughput", "");

  private static final Map<String, NetperfMetric> BY_COLUMN =
      Arrays.stream(values()).collect(Collectors.toMap(m -> m.column, m -> m));
  private static final Map<String, NetperfMetric> BY_KEY =
      Arrays.stream(values()).collect(Collectors.toMap(Enum::name, m -> m));

  private final String column;
  private final String label;
  private final String unit;

  NetperfMetric(String column, String label, String unit) {
    this.column = column;
    this.label = label;
    this.unit = unit;
  }

  static Optional<NetperfMetric> ofColumn(String column) {
    return Optional.ofNullable(BY_COLUMN.get(column));
  }

  static Optional<NetperfMetric> ofKey(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  /** The name a sample carries. */
  String label() {
    return label;
  }

  String unit() {
    return unit;
  }

  boolean higherIsBetter() {
    return this == TRANSACTION_RATE || this == THROUGHPUT;
  }

  /** netperf starts these at -1 and prints that where it did not measure them. */
  boolean mayBeUnmeasured() {
    return !higherIsBetter();
  }
}
