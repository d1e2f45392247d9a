package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueUnitTest {
  @ParameterizedTest
  @CsvSource({
    "1, ms, us, 1000",
    "2.5, s, ms, 2500",
    "3, m, s, 180",
    "1, h, min, 60",
    "7, usec, ns, 7000",
    "7, \u00b5s, ns, 7000",
    "1, \u03bcs, us, 1",
    "8, bit, B, 1",
    "1, B, bits, 8",
    "1, KiB, B, 1024",
    "1, kB, B, 1000",
    "1, MBytes, Mbit, 8",
    "1, Gbits/sec, Mbit/s, 1000",
    "1, Gbps, Mbit/s, 1000",
    "1, MBps, Mbit/s, 8",
    "1, MB/s, Mbps, 8",
    "1, GiB/s, B/s, 1073741824",
    "5, requests/s, Requests/sec, 5",
    "5, ns/packet, us/packet, 0.005",
    "5, ns, us/packet, 0.005",
    "5, MB, MB/s, 5"
  })
  void alikeAreConverted(double value, String from, String to, double expected) {
    assertEquals(
        expected,
        ValueUnit.parse(from).in(ValueUnit.parse(to), value).orElseThrow(),
        expected * 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "ms, Mbit/s",
    "MB/s, MB",
    "requests/s, replies/s",
    "ns/packet, ns/byte",
    "Mbit/s, Mbit/min",
    "foo, ms",
    "b, s"
  })
  void unlikeAreNot(String from, String to) {
    assertEquals(OptionalDouble.empty(), ValueUnit.parse(from).in(ValueUnit.parse(to), 1));
  }

  @ParameterizedTest
  @CsvSource({
    "requests/s, true",
    "Requests/sec, true",
    "Gbps, true",
    "MB/s, true",
    "us, false",
    "ns/packet, false",
    "s, false",
    "MB,",
    "percent,",
    "requests,"
  })
  void aUnitMayTellWhatIsBetter(String unit, Boolean higher) {
    assertEquals(Optional.ofNullable(higher), ValueUnit.parse(unit).higherIsBetter());
  }
}
