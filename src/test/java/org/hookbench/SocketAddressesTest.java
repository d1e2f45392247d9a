package org.hookbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketAddressesTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1:7",
    "0.0.0.0, 0.0.0.0:7",
    "255.249.199.99, 255.249.199.99:7",
    "2001:db8::1, [2001:db8:0:0:0:0:0:1]:7",
    "::, [0:0:0:0:0:0:0:0]:7",
  })
  void numbersAreAddresses(String text, String withPort) {
    assertEquals(
        withPort,
        SocketAddresses.text(
            new InetSocketAddress(SocketAddresses.numeric(text).orElseThrow(), 7)));
  }

  /** Java looks up what it takes for a name, and of 1.2.3 makes 1.2.0.3. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "a",
        "1",
        "1.2.3",
        "1.2.3.256",
        "1.2.3.999",
        "300.1.1.1",
        "1.2.3.4.5",
        "1.2.3.4 ",
        "::1.2.3.999",
        ":",
        ":::",
        "12345::",
        "::1%",
        "::1 x",
        "[::1]"
      })
  void namesAndHalfAddressesAreNone(String text) {
    assertTrue(SocketAddresses.numeric(text).isEmpty(), text);
  }

  @Test
  void aDeviceMayStandBehindAnAddress() {
    assertTrue(SocketAddresses.numeric("fe80::1%1").isPresent());
    assertTrue(SocketAddresses.numeric("fe80::1%no-such.device").isEmpty());
  }
}
