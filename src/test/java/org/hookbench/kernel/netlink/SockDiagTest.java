package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.junit.jupiter.api.Test;

class SockDiagTest {
  private final NetlinkMessage recorded = Recording.message(Recording.resource("ss-tcp-info.hex"));
  private final InetSocketAddress local = new InetSocketAddress("127.0.0.1", 5002);
  private final InetSocketAddress remote = new InetSocketAddress("127.0.0.1", 5001);

  @Test
  void theKernelsAnswerToSs() {
    // ss printed: cubic rtt:0.028/0.01 mss:47616 cwnd:10
    assertEquals(
        new TcpInfo(
            TcpState.ESTABLISHED,
            0,
            10,
            0x7fffffffL,
            28,
            10,
            47616,
            100_001,
            0,
            5,
            3,
            3_809_280_000L,
            33_124_173_913L,
            3,
            OptionalLong.of(0),
            "cubic"),
        SockDiag.decode(recorded, local, remote, "test"));
  }

  @Test
  void theAnswerOfAnotherSocketIsNotTaken() {
    KernelException e =
        assertThrows(
            KernelException.class, () -> SockDiag.decode(recorded, remote, local, "read it"));
    assertEquals(Errno.ENOENT, e.errno());
    assertTrue(e.getMessage().contains("no TCP socket with these addresses"), e.getMessage());
  }

  /** Java's sockets are dual-stack: their IPv4 connections have mapped addresses. */
  @Test
  void aMappedAddressIsTheSameEnd() {
    byte[] answer = Recording.resource("ss-tcp-info.hex");
    for (int at : new int[] {SockDiagAbi.ID_SOURCE, SockDiagAbi.ID_DESTINATION}) {
      int from = NetlinkAbi.HEADER_SIZE + SockDiagAbi.MESSAGE_ID + at;
      System.arraycopy(answer, from, answer, from + 12, 4);
      System.arraycopy(new byte[4], 0, answer, from, 4);
      answer[from + 10] = -1;
      answer[from + 11] = -1;
    }
    NetlinkMessage mapped = Recording.message(answer);
    assertEquals(47616, SockDiag.decode(mapped, local, remote, "test").mss());
    InetSocketAddress other = new InetSocketAddress("127.0.0.2", 5001);
    assertThrows(KernelException.class, () -> SockDiag.decode(mapped, local, other, "test"));
    assertThrows(
        KernelException.class,
        () -> SockDiag.decode(mapped, local, new InetSocketAddress("127.0.0.1", 5257), "test"));
  }

  @Test
  void theEndsOfTwoFamiliesAreNamed() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> SockDiag.request(local, new InetSocketAddress("::1", 80)))
            .getMessage();
    assertEquals("127.0.0.1 port 5002 and 0:0:0:0:0:0:0:1 port 80: two families", message);
  }

  @Test
  void statesAreThirteen() {
    assertEquals(TcpState.ESTABLISHED, TcpState.decode(1));
    assertEquals(TcpState.BOUND_INACTIVE, TcpState.decode(13));
    assertThrows(MalformedMessageException.class, () -> TcpState.decode(0));
    assertThrows(MalformedMessageException.class, () -> TcpState.decode(14));
  }

  @Test
  void requestNamesTheSocketInNetworkOrder() {
    byte[] request =
        SockDiag.request(
                new InetSocketAddress("198.18.1.1", 5002), new InetSocketAddress("198.18.1.2", 80))
            .encode(1);
    // struct inet_diag_req_v2 as laid out by the C compiler, see AbiTest
    assertEquals(
        "02 06 0a 00 ff ff ff ff "
            + "13 8a 00 50 c6 12 01 01 00 00 00 00 00 00 00 00 00 00 00 00 "
            + "c6 12 01 02 00 00 00 00 00 00 00 00 00 00 00 00 "
            + "00 00 00 00 ff ff ff ff ff ff ff ff",
        HexFormat.ofDelimiter(" ").formatHex(request, NetlinkAbi.HEADER_SIZE, request.length));
  }

  @Test
  void theFamiliesOfBothEndsAreTheSame() {
    InetSocketAddress v6 = new InetSocketAddress("::1", 80);
    assertThrows(IllegalArgumentException.class, () -> SockDiag.request(local, v6));
  }

  @Test
  void anOlderKernelsShorterStructLacksOnlyTheNewest() {
    TcpInfo info = TcpInfo.decode(tcpInfo(SockDiagAbi.TCP_INFO_LEAST), "bbr");
    assertEquals(OptionalLong.empty(), info.reorderingsSeen());
    ByteBuffer tooShort = tcpInfo(SockDiagAbi.TCP_INFO_LEAST - 1);
    assertThrows(MalformedMessageException.class, () -> TcpInfo.decode(tooShort, "bbr"));
  }

  @Test
  void unlimitedPacingIsNoNegativeNumber() {
    ByteBuffer info = tcpInfo(240).putLong(SockDiagAbi.TCPI_PACING_RATE, -1);
    assertEquals(Long.MAX_VALUE, TcpInfo.decode(info, "cubic").pacingRate());
  }

  @Test
  void noPacingIsNoUnlimitedOne() {
    ByteBuffer info = tcpInfo(SockDiagAbi.TCPI_REORD_SEEN + 4);
    info.putInt(SockDiagAbi.TCPI_REORD_SEEN, 7);
    assertEquals(0, TcpInfo.decode(info, "cubic").pacingRate());
    assertEquals(OptionalLong.of(7), TcpInfo.decode(info, "cubic").reorderingsSeen());
  }

  private static ByteBuffer tcpInfo(int size) {
    return ByteBuffer.allocate(size)
        .order(ByteOrder.nativeOrder())
        .put(SockDiagAbi.TCPI_STATE, (byte) 1);
  }
}
