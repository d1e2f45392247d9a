package org.hookbench.framework.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hookbench.SocketAddresses;
import org.hookbench.UsageException;
import org.junit.jupiter.api.Test;

class PeerServerTest {
  private static PeerLimits limits(int sessions, Duration time) {
    return new PeerLimits(sessions, time, 1000, 1000, 1);
  }

  @Test
  void eachSideRefusesAnotherKey() throws Exception {
    try (TestPeer peer = new TestPeer(PeerLimits.DEFAULT)) {
      PeerKey wrong = PeerKey.of(PeerKey.random());
      PeerException e =
          assertThrows(
              PeerException.class,
              () -> PeerSession.connect(TestPeer.ANY_PORT, peer.address(), wrong));
      assertEquals(
          "no session with "
              + SocketAddresses.text(peer.address())
              + ": the peer refuses: "
              + Protocol.WRONG_PROOF,
          e.getMessage());
      peer.logged("refused: " + Protocol.WRONG_PROOF);
    }
  }

  /** A server that lets everybody in, and so may be anybody's. */
  @Test
  void aServerThatDoesNotKnowTheKeyIsNotBelieved() throws Exception {
    for (String second : List.of("welcome " + "0".repeat(64), "welcome", "ok", "\u00ff", "")) {
      try (ServerSocket listener = new ServerSocket()) {
        listener.bind(TestPeer.ANY_PORT);
        Thread server =
            new Thread(
                () -> {
                  try (Socket socket = listener.accept()) {
                    String lines = Protocol.GREETING + "0".repeat(64) + "\n" + second + "\n";
                    socket.getOutputStream().write(lines.getBytes(StandardCharsets.ISO_8859_1));
                    socket.getInputStream().readAllBytes();
                  } catch (IOException e) {
                    return; // the client has gone
                  }
                });
        server.setDaemon(true);
        server.start();
        InetSocketAddress at = (InetSocketAddress) listener.getLocalSocketAddress();
        PeerKey key = PeerKey.of(PeerKey.random());
        PeerException e =
            assertThrows(
                PeerException.class, () -> PeerSession.connect(TestPeer.ANY_PORT, at, key));
        assertTrue(e.getMessage().startsWith("no session with "), e.getMessage());
      }
    }
  }

  @Test
  void sessionsAreLimitedAndHaveAnEnd() throws Exception {
    try (TestPeer peer = new TestPeer(limits(1, Duration.ofSeconds(2)))) {
      PeerSession first = peer.connect();
      PeerException e = assertThrows(PeerException.class, peer::connect);
      assertTrue(e.getMessage().endsWith("it has 1 sessions already"), e.getMessage());
      peer.logged("its time was over");
      assertThrows(PeerException.class, () -> first.open(Service.udpEcho()));
      first.close();
      peer.connect().close();
      peer.logged("the client was done; served nothing");
    }
  }

  /** It is blocked in a write, and does not look at the clock. */
  @Test
  void aSessionThatReadsNothingEndsInTimeWhileOthersConnect() throws Exception {
    try (TestPeer peer = new TestPeer(limits(1, Duration.ofSeconds(3)));
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(peer.address());
      Lines lines = PeerSession.prove(ByteLines.of(socket), socket, peer.key());
      String key = "k".repeat(200);
      String longAnswer = key + "=1 " + key + "=1"; // the key is given twice
      inBackground(
          () -> {
            while (true) {
              lines.write(longAnswer);
            }
          });
      inBackground(
          () -> {
            while (true) {
              new Socket(peer.address().getAddress(), peer.address().getPort()).close();
              Thread.sleep(50);
            }
          });
      peer.logged(" ended after ");
    }
  }

  /** What goes on until the peer closes. */
  private interface Endless {
    void run() throws IOException, InterruptedException;
  }

  private static void inBackground(Endless work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException e) {
                return; // the peer has closed
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void noWordOfAClientThatProvedNothingIsInTheLog() throws Exception {
    try (TestPeer peer = new TestPeer(PeerLimits.DEFAULT)) {
      for (String line : List.of("evil=1 evil=2", "evil", "hello 1 evil evil", "hello evil")) {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.address().getPort())) {
          socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
          socket.getInputStream().readAllBytes();
        }
      }
      String all = String.join("\n", peer.log(4));
      assertTrue(!all.contains("evil") && all.contains("is not this protocol"), all);
    }
  }

  @Test
  void howTheDeviceIsSetIsToldWhateverItsWords() throws Exception {
    try (TestPeer peer = new TestPeer(PeerLimits.DEFAULT);
        PeerSession session = peer.connect()) {
      Map<String, String> device = session.device();
      assertEquals(Set.of("name", "address", "offloads", "irqs"), device.keySet());
      assertEquals("127.0.0.1", device.get("address"));
      assertEquals("a=b, c d??", device.get("offloads"));
      assertEquals("9:0-1 ".repeat(500).substring(0, 200), device.get("irqs"));
      assertTrue(session.stats().containsKey("cpu-ms"), "the session goes on");
    }
  }

  @Test
  void anAddressThatIsNotHereIsSaid() {
    InetSocketAddress at = new InetSocketAddress("198.18.77.77", 4711);
    PeerKey key = PeerKey.of(PeerKey.random());
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                PeerServer.open(
                    at, key, PeerLimits.DEFAULT, new PeerLog(l -> {}), TestPeer.DEVICE));
    assertTrue(e.getMessage().startsWith("can't listen at 198.18.77.77:4711: "), e.getMessage());
  }

  @Test
  void theLogIsBoundedWhereNothingIsProven() {
    List<String> lines = new ArrayList<>();
    PeerLog log = new PeerLog(lines::add);
    for (int i = 0; i < 1000; i++) {
      log.refused("x");
    }
    // the loop may touch two seconds, hardly more
    assertTrue(lines.size() < 100, lines.size() + " lines");
    log.session("y");
    assertEquals("hookbench peer: y", lines.get(lines.size() - 1));
  }

  @Test
  void wordsAndLimitsAreChecked() throws Exception {
    for (String line :
        List.of(
            "open tcp-echo",
            "open tcp-echo bytes=0",
            "open tcp-echo bytes=1048577",
            "open tcp-echo bytes=1 bytes=2",
            "open tcp-echo bytes=x",
            "open tcp-echo bytes=1 more=1",
            "open tcp-echo bytes=1 more",
            "open tcp-sink block=1 ack=2",
            "open ftp",
            "open")) {
      assertThrows(PeerException.class, () -> Service.of(Words.of(line)), line);
    }
    for (Service service :
        List.of(
            Service.tcpEcho(5), Service.tcpSink(9, true), Service.stamp(true), Service.udpSink())) {
      assertEquals(service, Service.of(Words.of("open " + service.text())));
    }
    assertThrows(UsageException.class, () -> Service.tcpEcho(0));
    assertThrows(UsageException.class, () -> limits(0, Duration.ofSeconds(1)));
    assertThrows(UsageException.class, () -> limits(1, Duration.ZERO));
    assertEquals(
        List.of("h", "peer", "--stdio"), tail(PeerSession.sshCommand(List.of("ssh"), "h")));
    assertThrows(
        UsageException.class,
        () -> PeerSession.sshCommand(List.of("ssh"), "-oProxyCommand=touch x"));
  }

  private static List<String> tail(List<String> command) {
    return List.of(command.get(1), command.get(3), command.get(4));
  }
}
