package org.hookbench.kernel.netlink;

import static org.hookbench.kernel.netlink.Recording.assertSameBytes;

import org.junit.jupiter.api.Test;

/**
 * Our requests are byte for byte those of tc of iproute2 6.1, recorded as in {@link
 * RtnlRequestsTest}; the device is interface 1.
 */
class TcRequestsTest {
  private static final int LO = 1;

  @Test
  void createClsact() {
    // tc qdisc add dev lo clsact
    assertSameBytes(
        """
        30 00 00 00 24 00 05 06  bd b4 08 6b 00 00 00 00
        00 00 00 00 01 00 00 00  00 00 ff ff f1 ff ff ff
        00 00 00 00 0b 00 01 00  63 6c 73 61 63 74 00 00
        """,
        TcRequests.createClsact(LO));
  }

  @Test
  void deleteClsact() {
    // tc qdisc del dev lo clsact
    assertSameBytes(
        """
        30 00 00 00 25 00 05 00  be b4 08 6b 00 00 00 00
        00 00 00 00 01 00 00 00  00 00 ff ff f1 ff ff ff
        00 00 00 00 0b 00 01 00  63 6c 73 61 63 74 00 00
        """,
        TcRequests.deleteClsact(LO));
  }

  @Test
  void listFilters() {
    // tc filter show dev lo egress
    assertSameBytes(
        """
        24 00 00 00 2e 00 01 03  bd b4 08 6b 00 00 00 00
        00 00 00 00 01 00 00 00  00 00 00 00 f3 ff ff ff
        00 00 00 00
        """,
        TcRequests.listFilters(LO, Filter.At.EGRESS.parent()));
  }

  @Test
  void addBpf() {
    // tc filter add dev lo ingress prio 11 handle 7 bpf da obj pass.bpf.o sec tc    (loaded as fd
    // 7)
    assertSameBytes(
        """
        54 00 00 00 2c 00 05 06  bd b4 08 6b 00 00 00 00
        00 00 00 00 01 00 00 00  07 00 00 00 f2 ff ff ff
        00 03 0b 00 08 00 01 00  62 70 66 00 28 00 02 00
        08 00 06 00 07 00 00 00  14 00 07 00 70 61 73 73
        2e 62 70 66 2e 6f 3a 5b  74 63 5d 00 08 00 08 00
        01 00 00 00
        """,
        TcRequests.addBpf(LO, Filter.At.INGRESS, 7, 11, 7, "pass.bpf.o:[tc]"));
  }

  @Test
  void changeBpf() {
    // tc filter change dev lo ingress protocol all prio 11 handle 7 bpf da obj pass.bpf.o sec tc
    assertSameBytes(
        """
        54 00 00 00 2c 00 05 00  7b 2e 0a 6b 00 00 00 00
        00 00 00 00 01 00 00 00  07 00 00 00 f2 ff ff ff
        00 03 0b 00 08 00 01 00  62 70 66 00 28 00 02 00
        08 00 06 00 07 00 00 00  14 00 07 00 70 61 73 73
        2e 62 70 66 2e 6f 3a 5b  74 63 5d 00 08 00 08 00
        01 00 00 00
        """,
        TcRequests.changeBpf(LO, Filter.At.INGRESS, 7, 11, 7, "pass.bpf.o:[tc]"));
  }

  @Test
  void deleteBpf() {
    // tc filter del dev lo ingress protocol all prio 11 handle 7 bpf; recorded without the protocol
    assertSameBytes(
        """
        2c 00 00 00 2d 00 05 00  bd b4 08 6b 00 00 00 00
        00 00 00 00 01 00 00 00  07 00 00 00 f2 ff ff ff
        00 03 0b 00 08 00 01 00  62 70 66 00
        """,
        TcRequests.deleteBpf(LO, Filter.At.INGRESS, 7, 11));
  }
}
