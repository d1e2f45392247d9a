package org.hookbench.tool.input;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What netperf's {@code THROUGHPUT} counts.
 *
 * <p>Source: netperf 2.7.0 {@code src/netlib.c}, {@code format_units} and {@code calc_thruput}:
 * bits by powers of 1000, bytes by powers of 1024. {@code 10^0bits} ({@code -f b}) is not among
 * them: its divisor there is 1, so that netperf prints bytes under the name of bits.
 *
 * @param metric the samples' metric
 * @param scale the samples' units in one of netperf's
 */
record NetperfUnit(String metric, String unit, BigDecimal scale) {
  /** The unit by netperf's name, e.g. {@code Trans/s} or {@code 10^6bits/sec}. */
  static Optional<NetperfUnit> of(String name) {
    String unit = name.replaceFirst("/s(ec)?$", "");
    return switch (unit) {
      case "Trans" ->
          Optional.of(
              new NetperfUnit(
                  NetperfMetric.TRANSACTION_RATE.label(),
                  NetperfMetric.TRANSACTION_RATE.unit(),
                  BigDecimal.ONE));
      case "10^3bits" -> Optional.of(bits(BigDecimal.TEN.pow(3)));
      case "10^6bits" -> Optional.of(bits(BigDecimal.TEN.pow(6)));
      case "10^9bits" -> Optional.of(bits(BigDecimal.TEN.pow(9)));
      default -> Iperf3Unit.bytes(unit).map(BigDecimal.valueOf(8)::multiply).map(NetperfUnit::bits);
    };
  }

  private static NetperfUnit bits(BigDecimal scale) {
    return new NetperfUnit(NetperfMetric.THROUGHPUT.label(), "bits/s", scale);
  }
}
