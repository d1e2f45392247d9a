package org.hookbench.framework.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hookbench.SocketAddresses;
import org.hookbench.framework.reflect.RoundTrip;
import org.hookbench.framework.reflect.RoundTrips;
import org.hookbench.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StdioPeerTest {
  private static final String SSH = "127.0.0.3 5000 127.0.0.1 22";
  private Function<InetAddress, Map<String, String>> device = TestPeer.DEVICE;
  private String out = "";

  private String serve(String only, String ssh, String says) throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Optional<InetAddress> client = SocketAddresses.numeric(only);
    try {
      return new StdioPeer(PeerLimits.DEFAULT, client, ssh, device)
          .serve(new ByteArrayInputStream(says.getBytes(StandardCharsets.ISO_8859_1)), written);
    } finally {
      out = written.toString(StandardCharsets.US_ASCII);
    }
  }

  @Test
  void aHostThatCantBeAskedHowItsDeviceIsSetTellsNothing() throws Exception {
    device =
        address -> {
          throw new UnsatisfiedLinkError("no native code");
        };
    serve("", SSH, "hello 1\nfact number=1\nfact number=0\nbye\n");
    List<String> lines = out.lines().toList();
    assertEquals("ok", lines.get(2));
    assertEquals("error number= is 1 to 32, not 0", lines.get(3));
    assertEquals("ok", lines.get(4));
  }

  @Test
  void theAddressesAreThoseOfTheClientOrOfSsh() throws Exception {
    String log = serve("", SSH, "hello 1\nopen udp-sink\nnonsense\nbye\n");
    assertTrue(log.startsWith("127.0.0.3 ended after "), log);
    List<String> lines = out.lines().toList();
    assertEquals("hookbench-peer 1 stdio", lines.get(0));
    assertEquals("welcome client=127.0.0.3 data=127.0.0.1", lines.get(1));
    assertTrue(lines.get(2).matches("ok id=1 port=\\d+"), out);
    assertEquals("error there is no such command", lines.get(3));
    assertEquals("ok", lines.get(4));
    serve("127.0.0.5", "", "hello 1 client=127.0.0.5 data=127.0.0.4\n");
    assertTrue(out.endsWith("welcome client=127.0.0.5 data=127.0.0.4\n"), out);
  }

  @ParameterizedTest
  @CsvSource({
    "'', hello 1, needs a numeric address client=",
    "'', hello 1 client=127.0.0.1, needs a numeric address data=",
    "'', hello 1 client=localhost data=127.0.0.1, needs a numeric address client=",
    "'', hello 1 client=1.2.3 data=127.0.0.1, needs a numeric address client=",
    "'', hello 1 client=1.2.3.999 data=127.0.0.1, needs a numeric address client=",
    "'', hello 1 client=224.0.0.1 data=127.0.0.1, no single host's",
    "'', hello 1 client=0.0.0.0 data=127.0.0.1, no single host's",
    "'', hello 1 client=127.0.0.1 data=198.18.77.77, bind to the address",
    "'', hello 1 client=127.0.0.1 data=0.0.0.0, bind to the address",
    "'', hello 1 client=::1 data=127.0.0.1, the other of IPv6",
    "127.0.0.9, hello 1 client=127.0.0.1 data=127.0.0.1, serves only 127.0.0.9",
    "'', hello 2, another version",
    "'', GET / HTTP/1.1, not this protocol",
    "'', hello 1 client=a client=b, given twice",
    "'', '', not this protocol",
  })
  void whatCantBeServedIsSaidToBothSides(String only, String says, String words) {
    PeerException e = assertThrows(PeerException.class, () -> serve(only, "", says + "\n"), says);
    assertTrue(e.getMessage().contains(words), e.getMessage());
    assertTrue(out.endsWith("error " + e.getMessage() + "\n"), out);
  }

  @Test
  void garbageAndTooLongLinesEndTheSession() {
    assertThrows(PeerException.class, () -> serve("", SSH, "\u00ff\u0000\n"));
    assertThrows(PeerException.class, () -> serve("", SSH, "x".repeat(5000)));
    assertThrows(PeerException.class, () -> serve("", SSH, ""));
  }

  /** A process such as ssh starts, its namespace and ours being the same. */
  @Test
  void aClientStartsThePeerByACommand() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash",
                "-c",
                "SSH_CONNECTION='127.0.0.1 5000 127.0.0.1 22' exec \"$@\"",
                "bash",
                Command.JAVA,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.hookbench.tool.cli.Main"));
    command.addAll(List.of("peer", "--stdio"));
    try (PeerSession session = PeerSession.overSsh(command)) {
      OpenService echo = session.open(Service.udpEcho());
      try (RoundTrip trip =
          RoundTrips.udpEcho(TestPeer.ANY_PORT, echo.address(), 64, Duration.ofSeconds(20))) {
        assertTrue(trip.trip());
      }
      assertEquals(InetAddress.getByName("127.0.0.1"), session.client());
    }
  }

  @Test
  void aCommandThatIsNoPeerIsSaidWithItsLastWords() throws Exception {
    failure(List.of("/no/such/ssh"), "can't start '/no/such/ssh'");
    failure(
        List.of("bash", "-c", "echo Permission denied >&2; exit 255"),
        "the peer ended the connection (it ended with exit code 255: Permission denied)");
    failure(List.of("bash", "-c", "echo hi; read x"), "its first line is: hi");
    failure(
        List.of("bash", "-c", "echo hookbench-peer 1 stdio; read x; echo error no; read x"),
        "the peer refuses: no");
  }

  @Test
  void aPeerThatDiesIsSaidWithItsLastWords() throws Exception {
    String welcome = "welcome client=127.0.0.1 data=127.0.0.1";
    String script =
        "echo hookbench-peer 1 stdio; read x; echo " + welcome + "; echo Killed >&2; exit 137";
    try (PeerSession session = PeerSession.overSsh(List.of("bash", "-c", script))) {
      PeerException e = assertThrows(PeerException.class, () -> session.open(Service.udpEcho()));
      String words = ": the peer ended the connection (it ended with exit code 137: Killed)";
      assertTrue(e.getMessage().endsWith(words), e.getMessage());
    }
  }

  private static void failure(List<String> command, String words) {
    PeerException e = assertThrows(PeerException.class, () -> PeerSession.overSsh(command));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }
}
