package org.hookbench.framework.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.framework.reflect.RoundTrip;
import org.hookbench.framework.reflect.RoundTrips;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Every service, over loopback. */
class ServicesTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int LONG_MILLIS = 20_000;

  /** Long enough for what is sent over loopback to be there. */
  private static final int NOTHING_COMES_MILLIS = 200;

  /** 10,000 bytes, 3 connections, a rate of 100,000. */
  private static final PeerLimits LIMITS =
      new PeerLimits(2, Duration.ofMinutes(5), 10_000, 100_000, 3);

  private TestPeer peer;
  private PeerSession session;

  @BeforeEach
  void connect() throws IOException {
    peer = new TestPeer(LIMITS);
    session = peer.connect();
  }

  @AfterEach
  void close() throws IOException {
    session.close();
    peer.close();
  }

  private static Socket socket(OpenService service, String from) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(service.address(), LONG_MILLIS);
    socket.setSoTimeout(LONG_MILLIS);
    return socket;
  }

  private static DatagramSocket udp(String from) throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(from, 0));
    socket.setSoTimeout(LONG_MILLIS);
    return socket;
  }

  /** Waits until a count has a value. */
  private static Map<String, Long> until(OpenService service, String name, long value)
      throws Exception {
    Map<String, Long> counts = service.counts();
    for (int i = 0; i < 1000 && counts.get(name) != value; i++) {
      Thread.sleep(10);
      counts = service.counts();
    }
    assertEquals(value, counts.get(name), name + " of " + counts);
    return counts;
  }

  private static boolean isEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset
    }
  }

  /** The reset may come while the client still connects. */
  private static boolean isRefused(OpenService service, String from) {
    try (Socket socket = socket(service, from)) {
      return isEnded(socket);
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void tcpEchoSendsWholeMessagesBack() throws Exception {
    OpenService echo = session.open(Service.tcpEcho(100));
    try (RoundTrip trip = RoundTrips.tcpEcho(TestPeer.ANY_PORT, echo.address(), 100, LONG)) {
      assertTrue(trip.trip());
      assertTrue(trip.trip());
    }
    until(echo, "sent-bytes", 200);
    try (Socket socket = socket(echo, "127.0.0.1")) {
      socket.getOutputStream().write(new byte[99]);
      socket.setSoTimeout(NOTHING_COMES_MILLIS);
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    }
  }

  @Test
  void aSourceSendsNoMoreThanTheSessionMayHave() throws Exception {
    OpenService source = session.open(Service.tcpSource(3000));
    try (Socket socket = socket(source, "127.0.0.1")) {
      assertEquals(9000, socket.getInputStream().readAllBytes().length, "whole blocks");
    }
    assertEquals(9000, until(source, "connections", 1).get("sent-bytes"));
  }

  /** What waits in the kernel's buffers is sent no more. */
  @Test
  void aSourceIsResetAtTheEndOfItsSession() throws Exception {
    try (TestPeer unlimited = new TestPeer(PeerLimits.DEFAULT);
        PeerSession endless = unlimited.connect();
        Socket socket = socket(endless.open(Service.tcpSource(1 << 20)), "127.0.0.1")) {
      assertTrue(socket.getInputStream().read() >= 0);
      endless.close();
      assertThrows(SocketException.class, () -> socket.getInputStream().readAllBytes());
    }
  }

  @Test
  void aSinkAcknowledgesBlocks() throws Exception {
    OpenService sink = session.open(Service.tcpSink(1000, true));
    try (Socket socket = socket(sink, "127.0.0.1")) {
      socket.getOutputStream().write(new byte[2999]);
      assertEquals(2, socket.getInputStream().readNBytes(2).length);
      socket.setSoTimeout(NOTHING_COMES_MILLIS);
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
      socket.getOutputStream().write(1);
      socket.setSoTimeout(LONG_MILLIS);
      assertEquals(0, socket.getInputStream().read());
    }
    until(sink, "received-bytes", 3000);
  }

  @Test
  void acceptedConnectionsAreClosedAfterTheirEndOrASecond() throws Exception {
    OpenService accept = session.open(Service.tcpAccept());
    for (int i = 0; i < 20; i++) {
      socket(accept, "127.0.0.1").close();
    }
    try (Socket idle = socket(accept, "127.0.0.1")) {
      assertTrue(isEnded(idle));
    }
    until(accept, "connections", 21);
  }

  @Test
  void datagramsAreEchoedReflectedAndCounted() throws Exception {
    OpenService echo = session.open(Service.udpEcho());
    OpenService stamp = session.open(Service.stamp(true));
    OpenService sink = session.open(Service.udpSink());
    try (RoundTrip a = RoundTrips.udpEcho(TestPeer.ANY_PORT, echo.address(), 64, LONG);
        RoundTrip b = RoundTrips.stamp(TestPeer.ANY_PORT, stamp.address(), 100, LONG);
        DatagramSocket c = udp("127.0.0.1")) {
      assertTrue(a.trip() && a.trip() && b.trip());
      assertTrue(b.lastReflectorNanos() >= 0);
      for (int i = 0; i < 3; i++) {
        c.send(new DatagramPacket(new byte[10], 10, sink.address()));
      }
    }
    assertEquals(2, until(echo, "sent", 2).get("received"));
    until(stamp, "sent", 1);
    assertEquals(30, until(sink, "received", 3).get("received-bytes"));
    assertEquals(0, sink.counts().get("sent"));
  }

  @Test
  void aUdpSourceSendsExactlyWhatWasAskedFor() throws Exception {
    OpenService source = session.open(Service.udpSource());
    try (DatagramSocket socket = udp("127.0.0.1")) {
      assertEquals(1, source.send(20, 60, 0, socket.getLocalPort()));
      until(source, "sending", 0);
      assertEquals(2, source.send(3, 12, 1000, socket.getLocalPort()));
      DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
      for (int i = 0; i < 23; i++) {
        socket.receive(packet);
        ByteBuffer bytes = ByteBuffer.wrap(packet.getData());
        assertEquals(i < 20 ? 60 : 12, packet.getLength());
        assertEquals(i < 20 ? 1 : 2, bytes.getInt(0));
        assertEquals(i < 20 ? i : i - 20, bytes.getLong(4));
        assertEquals(source.address(), packet.getSocketAddress());
      }
      socket.setSoTimeout(NOTHING_COMES_MILLIS);
      assertThrows(SocketTimeoutException.class, () -> socket.receive(packet));
    }
    assertEquals(23, source.counts().get("sent"));
  }

  @Test
  void aUdpSourceKeepsToItsLimitsAndIsStopped() throws Exception {
    OpenService source = session.open(Service.udpSource());
    String over = "more bytes than the session may still be sent";
    refused(over, () -> source.send(10_001, 12, 0, 9));
    refused(over, () -> source.send(1L << 40, 65_507, 0, 9));
    refused("rate= is 0 to 100000", () -> source.send(1, 12, 100_001, 9));
    refused("bytes= is 12 to", () -> source.send(1, 11, 1, 9));
    refused("port= is 1 to", () -> source.send(1, 12, 1, 0));
    refused("datagrams= is 1 to", () -> source.send(0, 12, 1, 9));
    try (DatagramSocket socket = udp("127.0.0.1")) {
      source.send(800, 12, 1, socket.getLocalPort());
      refused("it still sends", () -> source.send(1, 12, 1, socket.getLocalPort()));
      socket.receive(new DatagramPacket(new byte[12], 12));
      assertEquals(0, source.stop().get("sending"));
      // what was not sent is the session's again
      source.send(800, 12, 1, socket.getLocalPort());
      source.stop();
    }
    OpenService echo = session.open(Service.udpEcho());
    refused("sends nothing by request", () -> echo.send(1, 12, 1, 9));
  }

  private static void refused(String words, Executable what) {
    PeerException e = assertThrows(PeerException.class, what);
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  /** 127.0.0.2 is an address of this host, and not the one that proved the key. */
  @Test
  void otherAddressesGetNothing() throws Exception {
    for (Service tcp :
        new Service[] {
          Service.tcpEcho(1), Service.tcpSource(10), Service.tcpSink(10, true), Service.tcpAccept()
        }) {
      OpenService service = session.open(tcp);
      assertTrue(isRefused(service, "127.0.0.2"), tcp.text());
      assertEquals(0, until(service, "refused", 1).get("connections"), tcp.text());
    }
    for (Service udp :
        new Service[] {
          Service.udpEcho(), Service.stamp(false), Service.udpSink(), Service.udpSource()
        }) {
      OpenService service = session.open(udp);
      try (DatagramSocket other = udp("127.0.0.2")) {
        other.send(new DatagramPacket(new byte[44], 44, service.address()));
        if (udp.kind() != Service.Kind.UDP_SOURCE) {
          until(service, "refused", 1);
        }
        other.setSoTimeout(NOTHING_COMES_MILLIS);
        assertThrows(
            SocketTimeoutException.class,
            () -> other.receive(new DatagramPacket(new byte[100], 100)),
            udp.text());
      }
      assertEquals(0, service.counts().get("sent"));
    }
    session.close();
    assertTrue(peer.logged("ended after").contains("refused 7 from other addresses"));
  }

  @Test
  void connectionsAndServicesAreLimited() throws Exception {
    OpenService echo = session.open(Service.tcpEcho(1));
    Socket[] open = new Socket[3];
    for (int i = 0; i < open.length; i++) {
      open[i] = socket(echo, "127.0.0.1");
      open[i].getOutputStream().write(i);
      assertEquals(i, open[i].getInputStream().read());
    }
    assertTrue(isRefused(echo, "127.0.0.1"));
    open[0].close();
    until(echo, "refused", 1);
    echo.close();
    assertTrue(isEnded(open[1]) && isEnded(open[2]), "closed with the service");
    for (int i = 0; i < PeerLimits.SERVICES; i++) {
      session.open(Service.udpSink());
    }
    refused("services at most", () -> session.open(Service.udpSink()));
  }

  @Test
  void everythingEndsWithTheControlConnection() throws Exception {
    OpenService echo = session.open(Service.tcpEcho(1));
    OpenService source = session.open(Service.udpSource());
    DatagramPacket packet = new DatagramPacket(new byte[12], 12);
    try (Socket data = socket(echo, "127.0.0.1");
        DatagramSocket socket = udp("127.0.0.1")) {
      data.getOutputStream().write(7);
      assertEquals(7, data.getInputStream().read());
      source.send(800, 12, 20, socket.getLocalPort());
      socket.receive(packet);
      session.close();
      assertTrue(isEnded(data));
      socket.setSoTimeout(NOTHING_COMES_MILLIS);
      assertThrows(
          SocketTimeoutException.class,
          () -> {
            for (int i = 1; i < 800; i++) {
              socket.receive(packet);
            }
          });
    }
    String line = peer.logged("the client was done; served tcp-echo udp-source");
    Matcher sent = Pattern.compile("sent (\\d+) bytes").matcher(line);
    assertTrue(sent.find() && Long.parseLong(sent.group(1)) < 800 * 12, line);
    assertThrows(IOException.class, () -> socket(echo, "127.0.0.1"));
    assertThrows(PeerException.class, () -> session.open(Service.udpEcho()));
  }

  @Test
  void theHostSaysWhatItsDeviceAndProcessDid() throws Exception {
    Map<String, Long> stats = session.stats();
    for (String name :
        new String[] {
          "cpu-ms", "rx-packets", "tx-packets", "rx-dropped", "tx-dropped", "tcp-retransmits"
        }) {
      assertTrue(stats.containsKey(name), name + " of " + stats);
    }
    assertTrue(stats.get("rx-packets") > 0, "loopback has moved this session's packets");
    assertEquals(InetAddress.getByName("127.0.0.1"), session.address());
    assertEquals(InetAddress.getByName("127.0.0.1"), session.client());
  }

  @Test
  void theKernelsFilesAreReadByTheirColumns() {
    assertArrayEquals(
        new Object[] {70L, 1L, 2L, 3L, 4L, 9L, 10L, 11L, 12L, 42L, 7L},
        HostStats.parse(
                "12 (a) b) S 1 2 3 4 5 6 7 8 9 10 3 4 0 0",
                List.of(
                    "Inter-|   Receive",
                    " face |bytes",
                    "  lo: 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5",
                    "  eth1:  1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"),
                "eth1",
                List.of(
                    "Tcp: ActiveOpens RetransSegs InErrs", "Tcp: 1 42 3",
                    "Udp: InDatagrams RcvbufErrors", "Udp: 1 7"))
            .values()
            .toArray());
  }
}
