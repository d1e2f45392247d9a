package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers of the kernel to {@code ip route get fibmatch 198.18.1.2}, recorded by strace. */
class BpfEncapTest {
  private static final String WITH_PROGRAM =
      """
      6c 00 00 00 18 00 00 00  a0 e4 03 6b 8b 31 00 00
      02 20 00 00 fe 03 fd 01  00 00 00 00 08 00 0f 00
      fe 00 00 00 08 00 01 00  c6 12 01 02 10 00 08 00
      0a 00 10 00 63 75 62 69  63 00 00 00 08 00 04 00
      03 00 00 00 20 00 16 00  1c 00 03 00 17 00 02 00
      6c 2e 62 70 66 2e 6f 3a  5b 6c 77 74 5f 78 6d 69
      74 5d 00 00 06 00 15 00  06 00 00 00
      """;

  @Test
  void namesAreReadByWhereTheyRun() {
    assertEquals(Map.of(BpfEncap.Point.XMIT, "l.bpf.o:[lwt_xmit]"), names(WITH_PROGRAM));
  }

  /** The same cut before the encapsulation, with the length of what is left. */
  @Test
  void aPlainRouteHasNone() {
    String plain = WITH_PROGRAM.lines().limit(4).reduce("", (a, b) -> a + b + "\n") + "03 00 00 00";
    assertEquals(Map.of(), names(plain.replaceFirst("6c", "44")));
  }

  /** Another kind of tunnel has attributes of other meanings. */
  @Test
  void anotherTunnelHasNone() {
    assertEquals(Map.of(), names(WITH_PROGRAM.replace("15 00  06 00", "15 00  02 00")));
  }

  @Test
  void aCutProgramIsRefused() {
    String cut = WITH_PROGRAM.replace("1c 00 03 00", "1e 00 03 00");
    assertThrows(MalformedMessageException.class, () -> names(cut));
  }

  private static Map<BpfEncap.Point, String> names(String recorded) {
    return BpfEncap.names(Recording.message(Recording.bytes(recorded)));
  }
}
