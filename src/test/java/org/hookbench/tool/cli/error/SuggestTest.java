package org.hookbench.tool.cli.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestTest {
  private static final List<String> KNOWN =
      List.of("TcpStream", "compare", "doctor", "hooks", "tc", "xdpdrv", "4", "--quick", "-y");

  @ParameterizedTest
  @CsvSource({
    "doctr, doctor",
    "compair, compare",
    "comp, compare",
    "tcpstraem, TcpStream",
    "TC, tc",
    "tcc, tc",
    "xdpdriver, xdpdrv",
    "--quik, --quick",
    "hoks, hooks"
  })
  void whatIsNearIsMeant(String typed, String meant) {
    assertEquals(Optional.of(meant), Suggest.nearest(typed, KNOWN));
  }

  /** Nobody who writes one of these means one of those. */
  @ParameterizedTest
  @CsvSource({"5", "''", "stream", "x", "UdpPackets", "ls", "eth0", "--foo", "-i"})
  void whatIsNotNearIsNot(String typed) {
    assertEquals(Optional.empty(), Suggest.nearest(typed, KNOWN));
  }
}
