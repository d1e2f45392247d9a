package org.hookbench.framework.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A peer that listens on loopback, and its log. */
final class TestPeer implements AutoCloseable {
  static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

  /** How its device is set; one value has more characters than a line may have. */
  static final Function<InetAddress, Map<String, String>> DEVICE =
      address ->
          Map.of(
              "name",
              "lo",
              "address",
              address.getHostAddress(),
              "offloads",
              "a=b, c d\n\u00e9",
              "irqs",
              "9:0-1 ".repeat(500));

  private final byte[] secret = PeerKey.random();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final PeerServer server;

  TestPeer(PeerLimits limits) throws IOException {
    server = PeerServer.open(ANY_PORT, key(), limits, new PeerLog(log::add), DEVICE);
    Thread thread = new Thread(server::serve, "test peer");
    thread.setDaemon(true);
    thread.start();
  }

  PeerKey key() {
    return PeerKey.of(secret);
  }

  InetSocketAddress address() {
    return server.address();
  }

  PeerSession connect() throws IOException {
    return PeerSession.connect(ANY_PORT, address(), key());
  }

  /** Waits for a line that contains the text. */
  String logged(String text) throws InterruptedException {
    for (int i = 0; i < 1000; i++) {
      for (String line : log) {
        if (line.contains(text)) {
          return line;
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("'" + text + "' is not in " + log);
  }

  /** Waits until it has so many lines. */
  List<String> log(int lines) throws InterruptedException {
    for (int i = 0; i < 1000 && log.size() < lines; i++) {
      Thread.sleep(10);
    }
    assertEquals(lines, log.size(), () -> "lines of " + log);
    return log;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
