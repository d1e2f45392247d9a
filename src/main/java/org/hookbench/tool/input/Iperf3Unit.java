package org.hookbench.tool.input;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * iperf3's units: bits by powers of 1000, bytes by powers of 1024.
 *
 * <p>Source: iperf {@code src/units.c}, {@code unit_snprintf}; seen in {@code -f M}, where 2.03
 * GBytes in one second are 2080 MBytes/sec.
 */
final class Iperf3Unit {
  private static final String PREFIXES = "KMGT";

  private Iperf3Unit() {}

  /** The bytes of one such unit; empty where it is no unit of bytes. */
  static Optional<BigDecimal> bytes(String unit) {
    return scaled(unit, "Bytes", 1024);
  }

  /** The bits of one such unit, of bits or of bytes; empty where it is neither. */
  static Optional<BigDecimal> bits(String unit) {
    Optional<BigDecimal> bits = scaled(unit, "bits", 1000);
    return bits.isPresent() ? bits : bytes(unit).map(BigDecimal.valueOf(8)::multiply);
  }

  private static Optional<BigDecimal> scaled(String unit, String base, int step) {
    if (unit.equals(base)) {
      return Optional.of(BigDecimal.ONE);
    }
    int power = unit.isEmpty() ? 0 : PREFIXES.indexOf(unit.charAt(0)) + 1;
    return power > 0 && unit.substring(1).equals(base)
        ? Optional.of(BigDecimal.valueOf(step).pow(power))
        : Optional.empty();
  }
}
