package org.hookbench.framework.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.hookbench.framework.reflect.RoundTrip;
import org.hookbench.framework.reflect.RoundTrips;
import org.hookbench.testing.Descriptors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Bad sessions, {@value #EACH} of each kind or as many as {@code -Dpeer.attacks=} says, and a good
 * one after each kind: none is let in, none stops the good one, and nothing grows.
 */
class PeerAttackTest {
  private static final int EACH = 40;
  private static final int MEGABYTE = 1 << 20;

  /** Handshakes that are open at a time, the good session's, and threads that just end. */
  private static final int MOST_THREADS = PeerLimits.UNPROVEN + 8;

  private final int each = Integer.getInteger("peer.attacks", EACH);
  private final TestPeer peer;
  private final List<Socket> held = new ArrayList<>();
  private final Random random = new Random(1);

  PeerAttackTest() throws IOException {
    peer = new TestPeer(new PeerLimits(2, Duration.ofMinutes(5), 1 << 20, 1000, 4));
  }

  /** What a client does with a connection that it has just made. */
  private interface Attack {
    void on(Socket socket, int number) throws IOException;
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
    peer.close();
  }

  /** Each from one of 200 addresses of loopback, so that the limit of one address does not help. */
  private Socket connect(int number) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress("127.0.0." + (2 + number % 200), 0));
    socket.connect(peer.address(), 20_000);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = socket.getInputStream().read(); b >= 0 && b != '\n'; ) {
      line.append((char) b);
      b = socket.getInputStream().read();
    }
    return line.toString();
  }

  /** The peer's nonce. */
  private static byte[] nonce(Socket socket) throws IOException {
    String greeting = line(socket);
    return HexFormat.of().parseHex(greeting.substring(Protocol.GREETING.length()));
  }

  private static String hello(Socket socket, PeerKey key, byte[] nonce) {
    byte[] own = PeerKey.random();
    InetSocketAddress client = (InetSocketAddress) socket.getLocalSocketAddress();
    InetSocketAddress server = (InetSocketAddress) socket.getRemoteSocketAddress();
    return "hello 1 "
        + HexFormat.of().formatHex(own)
        + " "
        + new Proof(key, nonce, own, client, server).ofClient();
  }

  private void good() throws IOException {
    try (PeerSession session = peer.connect()) {
      OpenService echo = session.open(Service.tcpEcho(10));
      try (RoundTrip trip =
          RoundTrips.tcpEcho(TestPeer.ANY_PORT, echo.address(), 10, Duration.ofSeconds(20))) {
        assertTrue(trip.trip());
      }
    }
  }

  /** Of this JVM, in which the peer is. */
  private record Use(long heap, int threads, int files) {
    static Use now() {
      System.gc();
      return new Use(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          Descriptors.open());
    }

    @Override
    public String toString() {
      return heap / 1024 + " KiB heap, " + threads + " threads, " + files + " descriptors";
    }
  }

  private void attack(String kind, boolean hold, Attack attack) throws Exception {
    for (int i = 0; i < each; i++) {
      Socket socket = connect(i);
      held.add(socket);
      try {
        attack.on(socket, i);
      } catch (IOException e) {
        // the peer has closed it, as it should
        socket.close();
      }
      if (!hold) {
        socket.close();
        held.remove(socket);
      }
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();
      assertTrue(threads < before.threads + MOST_THREADS, kind + ": " + threads + " threads");
    }
    good();
    for (Socket socket : held) {
      socket.close();
    }
    held.clear();
    System.out.println("after " + each + " " + kind + ": " + Use.now());
  }

  private Use before = Use.now();

  @Test
  void badSessionsStopNoGoodOne() throws Exception {
    good();
    before = Use.now();
    System.out.println("before: " + before);
    attack("half-open", true, (socket, i) -> line(socket));
    attack(
        "slow",
        true,
        (socket, i) -> {
          send(socket, "hel");
          send(socket, "lo 1");
        });
    attack("early close", false, (socket, i) -> {});
    attack(
        "garbage",
        false,
        (socket, i) -> {
          byte[] bytes = new byte[random.nextInt(3000)];
          random.nextBytes(bytes);
          socket.getOutputStream().write(bytes);
          while (!line(socket).isEmpty()) {
            // to its end
          }
        });
    attack(
        "oversized",
        false,
        (socket, i) -> {
          for (int n = 0; n < 100; n++) {
            send(socket, "hello ".repeat(2000)); // a megabyte without a line's end
          }
        });
    attack("commands without a proof", false, (socket, i) -> refused(socket, "open udp-source"));
    attack(
        "wrong key",
        false,
        (socket, i) -> {
          PeerKey wrong = PeerKey.of(PeerKey.random());
          refused(socket, hello(socket, wrong, nonce(socket)));
        });
    attack(
        "stale nonce",
        false,
        (socket, i) -> {
          nonce(socket);
          refused(socket, hello(socket, peer.key(), PeerKey.random()));
        });
    attack("replayed", false, this::replay);
    attack("injected command", false, this::inject);
    Use after = Use.now();
    System.out.println("after all: " + after);
    for (int i = 0; i < 500 && Use.now().threads > before.threads; i++) {
      Thread.sleep(10);
    }
    assertTrue(after.heap < before.heap + 8 * MEGABYTE, before + " -> " + after);
    assertTrue(Use.now().threads <= before.threads, before + " -> " + Use.now());
    Descriptors.awaitAtMost(before.files, "the attacks");
  }

  /** Says a line and gets an error or the end, and never a welcome. */
  private static void refused(Socket socket, String says) throws IOException {
    send(socket, says + "\n");
    for (String line = line(socket); !line.isEmpty(); line = line(socket)) {
      boolean isGreeting = line.startsWith(Protocol.GREETING);
      assertTrue(isGreeting || line.startsWith(Protocol.ERROR), line);
    }
  }

  /** What was good on one connection is said again on another. */
  private void replay(Socket socket, int number) throws IOException {
    try (Socket first = connect(number)) {
      String good = hello(first, peer.key(), nonce(first));
      send(first, good + "\n");
      assertTrue(line(first).startsWith(Protocol.WELCOME), "the first time");
      refused(socket, good);
    }
  }

  /** Bytes of another's in a proven connection: the session ends, and nothing is opened. */
  private void inject(Socket socket, int number) throws IOException {
    send(socket, hello(socket, peer.key(), nonce(socket)) + "\n");
    assertTrue(line(socket).startsWith(Protocol.WELCOME));
    line(socket);
    send(socket, "0".repeat(64) + " open udp-echo\n");
    assertEquals("", line(socket), "ended without an answer");
  }
}
