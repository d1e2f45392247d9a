package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.VethPair;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@KernelTest
class SockDiagIT {
  private static final int BYTES = 300_000;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothEndsCountTheSameBytes(boolean v6) throws IOException {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        VethPair.Connection connection = pair.connect(v6);
        SockDiag left = SockDiag.open(pair.left());
        SockDiag right = SockDiag.open(pair.right())) {
      connection.send(BYTES);

      TcpInfo received = right.tcpInfo(connection.serverAddress(), connection.clientAddress());
      TcpInfo sent = left.tcpInfo(connection.clientAddress(), connection.serverAddress());

      assertEquals(TcpState.ESTABLISHED, sent.state());
      assertEquals(TcpState.ESTABLISHED, received.state());
      assertEquals(BYTES, received.bytesReceived());
      assertTrue(sent.bytesAcked() <= BYTES + 1, sent.toString());
      assertTrue(sent.bytesAcked() > 0, sent.toString());
      assertEquals(0, sent.bytesReceived());
      int header = v6 ? 60 : 40;
      assertEquals(1500 - header - 12, sent.mss());
      assertTrue(sent.segmentsOut() >= BYTES / sent.mss(), sent.toString());
      assertTrue(received.segmentsIn() > 0 && sent.segmentsIn() > 0, sent + " " + received);
      assertTrue(sent.congestionWindow() > 0 && sent.rttMicros() > 0, sent.toString());
      assertTrue(sent.deliveryRate() > 0 && sent.pacingRate() > 0, sent.toString());
    }
  }

  @RepeatedTest(25)
  void theFirstPacketOfAFreshIpv6LinkIsNotLost() throws IOException {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        VethPair.Connection connection = pair.connect(true);
        SockDiag left = SockDiag.open(pair.left())) {
      TcpInfo info = left.tcpInfo(connection.clientAddress(), connection.serverAddress());
      assertEquals(0, info.retransmitsTotal());
    }
  }

  @ParameterizedTest
  @CsvSource({"cubic,false", "cubic,true", "reno,false", "reno,true"})
  void aRoutesCongestionControlIsTheConnections(String algorithm, boolean v6) throws IOException {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        SockDiag left = SockDiag.open(pair.left());
        SockDiag right = SockDiag.open(pair.right())) {
      IpPrefix prefix = IpPrefix.containing(VethPair.leftAddress(v6), v6 ? 64 : 24);
      pair.leftRtnl()
          .replaceRoute(
              Route.of(prefix, pair.leftIndex())
                  .withSource(VethPair.leftAddress(v6))
                  .withCongestionControl(algorithm));
      pair.rightRtnl()
          .replaceRoute(Route.of(prefix, pair.rightIndex()).withCongestionControl(algorithm));
      try (VethPair.Connection connection = pair.connect(v6)) {
        TcpInfo client = left.tcpInfo(connection.clientAddress(), connection.serverAddress());
        TcpInfo server = right.tcpInfo(connection.serverAddress(), connection.clientAddress());
        assertEquals(algorithm, client.congestionControl());
        assertEquals(algorithm, server.congestionControl());
      }
    }
  }

  @Test
  void aConnectionThatIsNotThereIsNotTheListenersNorTheOtherNamespaces() throws IOException {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        VethPair.Connection connection = pair.connect(false);
        SockDiag left = SockDiag.open(pair.left());
        SockDiag right = SockDiag.open(pair.right())) {
      InetSocketAddress server = connection.serverAddress();
      InetSocketAddress stranger = new InetSocketAddress(VethPair.leftAddress(false), 1);
      assertNone(right, server, stranger);
      assertNone(left, server, connection.clientAddress());
      try (ServerSocketChannel other =
          pair.right()
              .call(
                  () ->
                      ServerSocketChannel.open()
                          .bind(new InetSocketAddress(VethPair.rightAddress(false), 0)))) {
        assertNone(right, (InetSocketAddress) other.getLocalAddress(), stranger);
      }
    }
  }

  @Test
  @Timeout(30)
  void aConnectionInTimeWaitIsOver() throws IOException {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        SockDiag left = SockDiag.open(pair.left())) {
      VethPair.Connection connection = pair.connect(false);
      InetSocketAddress client = connection.clientAddress();
      InetSocketAddress server = connection.serverAddress();
      connection.close();
      KernelException e = whenOver(left, client, server);
      assertEquals(Errno.ENOENT, e.errno());
      assertTrue(e.getMessage().contains("the connection is over"), e.getMessage());
    }
  }

  /** The last packets of the connection may still be under way when close(2) has returned. */
  private static KernelException whenOver(
      SockDiag diag, InetSocketAddress local, InetSocketAddress remote) {
    while (true) {
      try {
        TcpState state = diag.tcpInfo(local, remote).state();
        assertTrue(state.compareTo(TcpState.ESTABLISHED) > 0, state.toString());
        Thread.onSpinWait();
      } catch (KernelException e) {
        return e;
      }
    }
  }

  private static void assertNone(SockDiag diag, InetSocketAddress local, InetSocketAddress remote) {
    KernelException e = assertThrows(KernelException.class, () -> diag.tcpInfo(local, remote));
    assertEquals(Errno.ENOENT, e.errno());
    assertTrue(e.getMessage().contains("no TCP socket with these addresses"), e.getMessage());
  }
}
