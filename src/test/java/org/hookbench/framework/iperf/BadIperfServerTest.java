package org.hookbench.framework.iperf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Random;
import org.hookbench.framework.iperf.IperfException.Reason;
import org.hookbench.framework.iperf.ScriptedServer.Script;
import org.junit.jupiter.api.Test;

/** Servers that refuse, fail, lie, stop, or are none. */
class BadIperfServerTest {
  private static final Patience SHORT =
      new Patience(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(50));
  private static final int SESSIONS = 1000;

  /** What each session of garbage may take at the most; they take microseconds. */
  private static final Patience LEAST =
      new Patience(Duration.ofMillis(200), Duration.ofMillis(20), Duration.ZERO);

  @Test
  void nobodyListens() throws Exception {
    InetSocketAddress free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    IperfException e = assertThrows(IperfException.class, () -> start(free));
    assertEquals(Reason.UNREACHABLE, e.reason());
    assertEquals(
        "no connection to the iperf3 server at 127.0.0.1:"
            + free.getPort()
            + ": Connection refused",
        e.getMessage());
  }

  @Test
  void busy() throws Exception {
    refused(Reason.BUSY, "SERVER is busy with another test", s -> s.say(-1));
  }

  /** With one number before 3.21, and with none since. */
  @Test
  void wantsAuthentication() throws Exception {
    refused(
        Reason.AUTHENTICATION,
        "SERVER ended the test: it did not accept user and password, its error 142",
        s -> {
          askForParameters(s);
          s.say(-2);
          s.sayInt(142);
        });
    refused(
        Reason.AUTHENTICATION,
        "SERVER closed the control connection when it had read the parameters, without a reason,"
            + " as 3.21 does where user and password are missing or not accepted",
        BadIperfServerTest::askForParameters);
  }

  @Test
  void limits() throws Exception {
    refused(
        Reason.SERVER_ERROR,
        "SERVER ended the test: the test may last longer than it allows (--server-max-duration),"
            + " its error 37",
        s -> {
          askForParameters(s);
          s.say(-2);
          s.sayInt(37);
          s.sayInt(0);
        });
  }

  @Test
  void unknownErrors() throws Exception {
    refused(
        Reason.SERVER_ERROR,
        "SERVER ended the test: its error 999 with errno 5",
        s -> {
          s.readCookie();
          s.say(-2);
          s.sayInt(999);
          s.sayInt(5);
        });
    refused(
        Reason.SERVER_ERROR,
        "SERVER ended the test by an error that it did not name",
        s -> {
          s.readCookie();
          s.say(-2, 0);
        });
  }

  @Test
  void noIperfServer() throws Exception {
    refused(
        Reason.NOT_IPERF3,
        "SERVER does not speak iperf3's protocol: it sent byte 72 where PARAM_EXCHANGE was due",
        s -> {
          s.readCookie();
          s.say('H', 'T', 'T', 'P');
        });
    refused(
        Reason.NOT_IPERF3,
        "SERVER closed the connection without a word, as no iperf3 server does that runs",
        s -> s.readCookie());
  }

  @Test
  void saysNothing() throws Exception {
    refused(Reason.SILENT, "SERVER did not answer within 300 ms", s -> s.hearUntilClosed());
    refused(
        Reason.SILENT,
        "SERVER did not answer within 300 ms",
        s -> {
          askForParameters(s);
          s.hearUntilClosed();
        });
  }

  @Test
  void closesEarly() throws Exception {
    refused(
        Reason.SERVER_ERROR,
        "SERVER closed the control connection when the flows were open, without a reason, as one"
            + " before 3.21 does where the rate is above its limit (--server-bitrate-limit)",
        s -> {
          askForParameters(s);
          s.say(10);
          s.acceptStreams(1);
        });
    refused(
        Reason.ENDED,
        "SERVER was stopped, and ended the test",
        s -> {
          askForParameters(s);
          s.say(11);
        });
  }

  @Test
  void diesInTheMiddle() throws Exception {
    runs(Reason.ENDED, "SERVER closed the control connection", s -> {});
    runs(Reason.ENDED, "SERVER was stopped, and ended the test", s -> s.say(11));
    runs(
        Reason.SERVER_ERROR,
        "SERVER ended the test: the rate is above its limit (--server-bitrate-limit), its error 27",
        s -> {
          s.say(-2);
          s.sayInt(27);
          s.sayInt(0);
        });
    runs(
        Reason.NOT_IPERF3,
        "SERVER does not speak iperf3's protocol: it sent byte 1 where nothing was due",
        s -> s.say(1));
  }

  @Test
  void resultsAreBounded() throws Exception {
    ends("SERVER announced results of 4294967295 bytes", s -> s.sayInt(-1));
    ends("SERVER announced results of 1048577 bytes", s -> s.sayInt(Control.LARGEST_JSON + 1));
    ends("SERVER announced results of 0 bytes", s -> s.sayInt(0));
  }

  @Test
  void resultsAreRead() throws Exception {
    ends("SERVER sent results that are not JSON", results("{\"streams\":"));
    ends("SERVER sent results that are not JSON", results("[".repeat(100_000)));
    ends("SERVER sent results without the bytes of flow 1", results("{}"));
    ends(
        "SERVER sent results without the bytes of flow 1",
        results("{\"streams\":[{\"id\":1,\"bytes\":-1}]}"));
  }

  @Test
  void garbageEndsInOneSentence() throws Exception {
    Random random = new Random(13);
    try (ScriptedServer server = new ScriptedServer(s -> garbage(s, random.nextLong()))) {
      IperfOptions options = IperfOptions.of(server.address(), Protocol.TCP).reverse(true).build();
      for (int i = 0; i < SESSIONS; i++) {
        assertTimeoutPreemptively(
            Duration.ofSeconds(5),
            () -> {
              try (IperfTest test = IperfTest.start(options, LEAST)) {
                test.check();
                test.end();
              } catch (IperfException e) {
                assertEquals(1, e.getMessage().lines().count());
              }
            });
      }
    }
  }

  /** A right beginning of random length, then random bytes, often with a right one first. */
  private static void garbage(ScriptedServer.Session s, long seed) throws IOException {
    Random random = new Random(seed);
    int steps = random.nextInt(5);
    if (steps > 0) {
      s.readCookie();
      s.say(9);
    }
    if (steps > 1) {
      s.hearJson();
      s.say(10);
    }
    if (steps > 2) {
      s.acceptStreams(1);
      s.say(1, 2);
    }
    if (steps > 3) {
      s.hear();
      s.say(13);
      s.hearJson();
      if (random.nextBoolean()) {
        s.sayInt(random.nextInt(64));
      }
    }
    int[] states = {9, 10, 1, 2, 13, 14, 11, -1, -2};
    if (random.nextBoolean()) {
      s.say(states[random.nextInt(states.length)]);
    }
    for (int left = random.nextInt(64); left > 0; left--) {
      s.say(random.nextInt());
    }
  }

  private static void askForParameters(ScriptedServer.Session s) throws IOException {
    s.readCookie();
    s.say(9);
    s.hearJson();
  }

  private static Script results(String json) {
    return s -> {
      s.sayJson(json);
      s.say(14);
      s.hearUntilClosed();
    };
  }

  /** A test that does not begin. */
  private static void refused(Reason reason, String message, Script script) throws Exception {
    try (ScriptedServer server = new ScriptedServer(script)) {
      same(
          reason,
          message,
          server,
          assertThrows(IperfException.class, () -> start(server.address())));
    }
  }

  /** A test whose server does something while it runs. */
  private static void runs(Reason reason, String message, Script script) throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                s -> {
                  s.begin(1);
                  script.run(s);
                });
        IperfTest test = start(server.address())) {
      same(
          reason,
          message,
          server,
          assertThrows(
              IperfException.class,
              () -> {
                while (true) {
                  test.check();
                }
              }));
    }
  }

  /** A test whose server says something else than results at its end. */
  private static void ends(String message, Script script) throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                s -> {
                  s.begin(1);
                  s.hear();
                  s.say(13);
                  s.hearJson();
                  script.run(s);
                });
        IperfTest test = start(server.address())) {
      same(Reason.NOT_IPERF3, message, server, assertThrows(IperfException.class, test::end));
    }
  }

  private static void same(Reason reason, String message, ScriptedServer server, IperfException e) {
    assertEquals(
        reason + " " + message.replace("SERVER", Sockets.name(server.address())),
        e.reason() + " " + e.getMessage());
  }

  private static IperfTest start(InetSocketAddress server) throws IOException {
    return IperfTest.start(IperfOptions.of(server, Protocol.TCP).build(), SHORT);
  }
}
