package org.hookbench.framework.reflect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripsTest {
  private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(50);

  private static FarServer.Answer reflector(boolean stateful) {
    StampReflector reflector = new StampReflector(stateful);
    ByteBuffer reply = ByteBuffer.allocateDirect(65_535);
    return (channel, packet, from) -> {
      if (reflector.reflect(packet, from.getPort(), reply)) {
        channel.send(reply, from);
      }
    };
  }

  private static FarServer tcpEcho() throws IOException {
    return FarServer.tcp(
        client -> {
          byte[] buffer = new byte[1000];
          while (true) {
            int n = client.getInputStream().read(buffer);
            if (n < 0) {
              return;
            }
            client.getOutputStream().write(buffer, 0, n);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {44, 48, 500})
  void stampAgainstTheReflector(int bytes) throws Exception {
    List<Integer> lengths = new ArrayList<>();
    FarServer.Answer answer = reflector(true);
    try (FarServer server =
            FarServer.udp(
                (channel, packet, from) -> {
                  lengths.add(packet.limit());
                  answer.answer(channel, packet, from);
                });
        RoundTrip trip = RoundTrips.stamp(ANY_PORT, server.address(), bytes, LONG)) {
      assertEquals(RoundTrip.UNKNOWN, trip.lastReflectorNanos());
      for (int i = 0; i < 3; i++) {
        assertTrue(trip.trip());
        assertTrue(trip.lastReflectorNanos() >= 0, "T3 - T2");
      }
      assertEquals(1907, trip.lastReflectorErrorNanos());
      assertEquals(new ReplyCounts(3, 0, 0, 0, 0), trip.counts());
      assertEquals(List.of(bytes, bytes, bytes), lengths);
      assertEquals(server.address(), trip.ends()[1]);
      assertTrue(trip.ends()[0].getPort() > 0);
    }
  }

  /** Replies of 41 bytes at least, of which 27 are taken from the padding. */
  @ParameterizedTest
  @ValueSource(ints = {14, 41, 100})
  void twampAgainstAReflectorThatShortensThePadding(int bytes) throws Exception {
    try (FarServer server =
            FarServer.udp(
                (channel, packet, from) -> {
                  ByteBuffer reply = ByteBuffer.allocate(Math.max(41, packet.limit()));
                  reply.putInt(24, packet.getInt(0)).putShort(12, (short) 0x4001);
                  reply.putLong(16, 7L << 32 | 999_999_000).putLong(4, 8L << 32 | 1_000);
                  channel.send(reply, from);
                });
        RoundTrip trip = RoundTrips.twampLight(ANY_PORT, server.address(), bytes, LONG)) {
      assertTrue(trip.trip());
      assertTrue(trip.trip());
      assertEquals(2_000, trip.lastReflectorNanos(), "in PTP's format");
      assertEquals(0, trip.counts().foreign());
    }
  }

  @Test
  void lateDoubleAndForeignRepliesEndNoTrip() throws Exception {
    List<ByteBuffer> held = new ArrayList<>();
    try (FarServer server =
            FarServer.udp(
                (channel, packet, from) -> {
                  ByteBuffer copy = ByteBuffer.allocate(packet.limit()).put(packet).flip();
                  if (held.isEmpty()) {
                    held.add(copy);
                    return;
                  }
                  channel.send(held.get(0).rewind(), from);
                  channel.send(held.get(0).rewind(), from);
                  channel.send(ByteBuffer.allocate(3), from);
                  channel.send(ByteBuffer.allocate(copy.limit()), from);
                  channel.send(copy, from);
                });
        RoundTrip trip =
            RoundTrips.udpEcho(ANY_PORT, server.address(), 64, Duration.ofSeconds(1))) {
      assertFalse(trip.trip(), "held back");
      assertTrue(trip.trip());
      assertEquals(new ReplyCounts(2, 1, 1, 1, 2), trip.counts());
      assertEquals(RoundTrip.UNKNOWN, trip.lastReflectorNanos());
    }
  }

  @Test
  void whereNothingListensIsSaid() throws Exception {
    InetSocketAddress gone;
    try (FarServer server = FarServer.udp((channel, packet, from) -> {})) {
      gone = server.address();
      try (RoundTrip trip = RoundTrips.stamp(ANY_PORT, gone, 44, SHORT)) {
        assertFalse(trip.trip(), "no answer is a loss");
      }
    }
    try (RoundTrip trip = RoundTrips.stamp(ANY_PORT, gone, 44, LONG)) {
      IOException e = assertThrows(IOException.class, trip::trip);
      assertEquals(
          "nothing listens at UDP 127.0.0.1:" + gone.getPort() + " (ICMP: port unreachable)",
          e.getMessage());
    }
    IOException e =
        assertThrows(IOException.class, () -> RoundTrips.tcpEcho(ANY_PORT, gone, 1, LONG));
    assertEquals("connect to 127.0.0.1:" + gone.getPort() + ": Connection refused", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 999, 1 << 20})
  void tcpEchoInWhateverPieces(int bytes) throws Exception {
    try (FarServer server = tcpEcho();
        RoundTrip trip = RoundTrips.tcpEcho(ANY_PORT, server.address(), bytes, LONG)) {
      for (int i = 0; i < 5; i++) {
        assertTrue(trip.trip());
      }
      assertEquals(new ReplyCounts(5, 0, 0, 0, 0), trip.counts());
    }
  }

  @Test
  void tcpEchoThatIsLateIsNotTakenForTheNext() throws Exception {
    try (FarServer server =
            FarServer.tcp(
                client -> {
                  byte[] two = client.getInputStream().readNBytes(20);
                  client.getOutputStream().write(two);
                  client.getInputStream().read();
                });
        RoundTrip trip =
            RoundTrips.tcpEcho(ANY_PORT, server.address(), 10, Duration.ofSeconds(1))) {
      assertFalse(trip.trip(), "waits for a second message");
      assertTrue(trip.trip());
      assertEquals(new ReplyCounts(2, 1, 1, 0, 0), trip.counts());
    }
  }

  @Test
  void whatIsNoEchoServerIsSaid() throws Exception {
    try (FarServer server =
            FarServer.tcp(client -> client.getOutputStream().write("220 ready\r\n".getBytes()));
        RoundTrip trip = RoundTrips.tcpEcho(ANY_PORT, server.address(), 64, LONG)) {
      IOException e = assertThrows(IOException.class, trip::trip);
      assertTrue(e.getMessage().endsWith("is it an echo server?"), e.getMessage());
    }
    try (FarServer server = FarServer.tcp(client -> client.getInputStream().read(new byte[64]));
        RoundTrip trip = RoundTrips.tcpEcho(ANY_PORT, server.address(), 64, LONG)) {
      IOException e = assertThrows(IOException.class, trip::trip);
      assertTrue(e.getMessage().endsWith("the server has closed the connection"), e.getMessage());
    }
  }

  @Test
  void sizesThatCantBeAreRefused() {
    InetSocketAddress server = new InetSocketAddress("127.0.0.1", 9);
    for (int bytes : new int[] {0, 43, 45, 47, 65_508}) {
      assertThrows(
          UsageException.class, () -> RoundTrips.stamp(ANY_PORT, server, bytes, LONG), "" + bytes);
    }
    assertThrows(UsageException.class, () -> RoundTrips.twampLight(ANY_PORT, server, 13, LONG));
    assertThrows(UsageException.class, () -> RoundTrips.udpEcho(ANY_PORT, server, 3, LONG));
    assertThrows(UsageException.class, () -> RoundTrips.tcpEcho(ANY_PORT, server, 0, LONG));
  }

  @Test
  void aTripAllocatesNothing() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (FarServer udp = FarServer.udp(reflector(false));
        FarServer tcp = tcpEcho();
        RoundTrip stamp = RoundTrips.stamp(ANY_PORT, udp.address(), 44, LONG);
        RoundTrip echo = RoundTrips.tcpEcho(ANY_PORT, tcp.address(), 64, LONG)) {
      long[] allocated = new long[2];
      for (int round = 0; round < 2; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 2_000; i++) {
          stamp.trip();
          echo.trip();
        }
        allocated[round] = threads.getCurrentThreadAllocatedBytes() - before;
      }
      // an object a trip would be 32,000 bytes at least; the JVM's own are some hundred
      assertTrue(allocated[1] < 16_000, allocated[1] + " bytes");
    }
  }
}
