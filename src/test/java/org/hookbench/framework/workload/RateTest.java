package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.hookbench.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
  @ParameterizedTest
  @CsvSource({"50000, 50000", "50k, 50000", "2.5G, 2500000000", "1m, 1000000", "0.5, 0.5"})
  void numbersWithDecimalPrefixes(String text, double perSecond) {
    assertEquals(Optional.of(new Rate(perSecond)), Rate.parse(text));
  }

  @Test
  void maxIsNoRate() {
    assertEquals(Optional.empty(), Rate.parse("max"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "50 k", "fast", "1e5", "NaN", "99999999999999"})
  void everythingElseIsRefused(String text) {
    UsageException e = assertThrows(UsageException.class, () -> Rate.parse(text));
    assertTrue(e.getMessage().startsWith("rate=" + text), e::getMessage);
  }

  @Test
  void aBatchHasItsShareOfASecond() {
    assertEquals(640_000, new Rate(50_000).intervalNanos(32));
    assertEquals(1, new Rate(1e12).intervalNanos(1));
  }

  /** CPU time in ns for an operation, or for as many as the unit says. */
  @Test
  void atARateCpuTimeIsMeasured() {
    Metric packets = new UdpPackets(64, Rate.parse("50k")).metric();
    assertEquals("CPU time ns/packet", packets.name() + " " + packets.unit());
    assertEquals(1000, packets.value(32_000), 1e-9);
    Metric bytes = new TcpStream(65536, Rate.parse("1G")).metric();
    assertEquals("CPU time ns/KiB", bytes.name() + " " + bytes.unit());
    assertEquals(10, bytes.value(2560), 1e-9);
    assertEquals("goodput", new TcpStream(65536).metric().name());
  }
}
