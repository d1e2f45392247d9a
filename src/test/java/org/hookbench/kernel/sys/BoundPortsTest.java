package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundPortsTest {
  private static final String TCP =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
         0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
         1: 0200000A:1F91 0100000A:C350 01 00000000:00000000 00:00000000 00000000     0
         2: 0200000A:1F92 0100000A:C350 06 00000000:00000000 03:00000E0B 00000000     0
      """;
  private static final String TCP6 =
      """
        sl  local_address                         remote_address                        st
         0: 00000000000000000000000000000000:1F95 00000000000000000000000000000000:0000 0A 0
      """;
  private static final String UDP =
      """
         sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
        100: 00000000:1F93 00000000:0000 07 00000000:00000000 00:00000000 00000000     0
        101: 0200000A:1F94 0100000A:C350 01 00000000:00000000 00:00000000 00000000     0
      """;

  @ParameterizedTest
  @CsvSource({
    "8080, true",
    "8081, false",
    "8082, false",
    "8083, true",
    "8084, false",
    "8085, true",
    "0, false"
  })
  void listenersAndUnconnectedSockets(int port, boolean bound) {
    boolean any =
        BoundPorts.has(TCP, port) || BoundPorts.has(TCP6, port) || BoundPorts.has(UDP, port);
    assertEquals(bound, any);
  }

  @ParameterizedTest
  @CsvSource({"''", "header", "'header\n x'", "'header\n 0: nonsense 0:0 0A'"})
  void whatIsNoTableHasNone(String table) {
    assertEquals(false, BoundPorts.has(table, 8080));
  }
}
