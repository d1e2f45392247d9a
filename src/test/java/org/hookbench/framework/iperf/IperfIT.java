package org.hookbench.framework.iperf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.framework.iperf.Credentials.Padding;
import org.hookbench.framework.iperf.IperfException.Reason;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.testing.Command;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.NeedsCommands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the machine's own iperf3, over the loopback device of a namespace. */
@KernelTest
@NeedsCommands({"iperf3", "nsenter", "openssl"})
class IperfIT {
  private static final InetSocketAddress SERVER =
      new InetSocketAddress("127.0.0.1", IperfOptions.DEFAULT_PORT);
  private static final int BYTES_A_FLOW = 1 << 20;
  private static final int DATAGRAMS = 20;
  private static final long ON_THE_WAY_MILLIS = 100;

  @TempDir private Path folder;
  private NetNs namespace;
  private Process server;

  @BeforeEach
  void upLoopback() {
    namespace = NetNs.anonymous("iperf3");
    try (Rtnl rtnl = Rtnl.open(namespace)) {
      rtnl.setUp(rtnl.ifindex("lo"));
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.destroy();
      server.waitFor();
    }
    namespace.close();
  }

  @ParameterizedTest
  @CsvSource({"TCP, false", "TCP, true", "UDP, false", "UDP, true"})
  void bothEndsCountTheSame(Protocol protocol, boolean reverse) throws IOException {
    serve();
    namespace.run(
        () -> {
          for (int flows : new int[] {1, 4}) {
            IperfOptions options =
                IperfOptions.of(SERVER, protocol)
                    .reverse(reverse)
                    .flows(flows)
                    .bitsPerSecond(protocol == Protocol.TCP ? 0 : 8_000_000)
                    .build();
            try (IperfTest test = IperfTest.start(options)) {
              if (protocol == Protocol.TCP) {
                streams(test, reverse);
              } else {
                datagrams(test, options);
              }
            }
          }
        });
  }

  private static void streams(IperfTest test, boolean reverse) throws Exception {
    List<FlowTotals> counted = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES_A_FLOW);
    for (SocketChannel flow : test.tcp()) {
      buffer.clear();
      while (buffer.hasRemaining()) {
        int moved = reverse ? flow.read(buffer) : flow.write(buffer);
        assertTrue(moved > 0);
      }
      counted.add(FlowTotals.ofBytes(BYTES_A_FLOW));
      test.check();
    }
    Thread.sleep(ON_THE_WAY_MILLIS);
    IperfResults results = test.end(counted);
    assertEquals(counted.size(), results.flows().size());
    for (IperfResults.Flow flow : results.flows()) {
      assertEquals(BYTES_A_FLOW + flow.bytesAfterEnd(), flow.bytes(), results.json());
      assertEquals(reverse, flow.retransmits().isPresent());
    }
    assertTrue(results.cpuPercent() >= 0);
    assertTrue(results.congestionControl().isPresent());
  }

  private static void datagrams(IperfTest test, IperfOptions options) throws Exception {
    List<FlowTotals> counted = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.allocateDirect(options.blockBytes());
    long bytes = (long) DATAGRAMS * options.blockBytes();
    for (DatagramChannel flow : test.udp()) {
      UdpSequence sequence = new UdpSequence(true);
      UdpTally tally = new UdpTally(true);
      for (int i = 0; i < DATAGRAMS; i++) {
        buffer.clear();
        if (options.reverse()) {
          flow.read(buffer);
          tally.received(buffer.flip(), System.currentTimeMillis() * 1000);
        } else {
          sequence.stamp(buffer, System.currentTimeMillis() * 1000);
          flow.write(buffer);
        }
      }
      if (options.reverse()) {
        assertEquals(DATAGRAMS, tally.received());
        assertEquals(0, tally.lost() + tally.reordered() + tally.malformed());
      }
      counted.add(
          options.reverse() ? FlowTotals.of(tally) : new FlowTotals(bytes, DATAGRAMS, 0, 0));
    }
    Thread.sleep(ON_THE_WAY_MILLIS);
    IperfResults results = test.end(counted);
    for (IperfResults.Flow flow : results.flows()) {
      assertEquals(flow.packets() * options.blockBytes(), flow.bytes(), results.json());
      if (options.reverse()) {
        assertTrue(flow.bytes() >= bytes, results.json());
      } else {
        assertEquals(bytes, flow.bytes(), results.json());
        assertEquals(0, flow.lost(), results.json());
      }
    }
  }

  @Test
  void theNextTestIsTakenAtOnce() throws IOException {
    serve();
    namespace.run(
        () -> {
          for (int i = 0; i < 12; i++) {
            IperfOptions options =
                IperfOptions.of(SERVER, i % 2 == 0 ? Protocol.TCP : Protocol.UDP)
                    .reverse(i % 4 < 2)
                    .build();
            try (IperfTest test = IperfTest.start(options)) {
              if (i % 3 == 0) {
                test.end();
              }
            }
          }
        });
  }

  @Test
  void oneTestAtATimeAndTheEndOfTheServerIsSeen() throws IOException {
    serve();
    namespace.run(
        () -> {
          IperfOptions options = IperfOptions.of(SERVER, Protocol.TCP).build();
          try (IperfTest test = IperfTest.start(options)) {
            assertEquals(
                Reason.BUSY,
                assertThrows(IperfException.class, () -> IperfTest.start(options)).reason());
            test.check();
            server.destroy();
            server.waitFor();
            assertEquals(Reason.ENDED, assertThrows(IperfException.class, test::check).reason());
          }
          assertEquals(
              Reason.UNREACHABLE,
              assertThrows(IperfException.class, () -> IperfTest.start(options)).reason());
        });
  }

  @Test
  void authentication() throws Exception {
    Path key = folder.resolve("private.pem");
    Path pub = folder.resolve("public.pem");
    Path users = folder.resolve("users.csv");
    Command.run("openssl", List.of("openssl", "genrsa", "-out", key.toString(), "2048"));
    Command.run(
        "openssl",
        List.of("openssl", "rsa", "-in", key.toString(), "-pubout", "-out", pub.toString()));
    // sha256 of {mario}rossi
    Files.writeString(
        users, "mario,bf7a49a846d44b454a5d11e7acfaf13d138bbe0b7483aa3e050879700572709b\n");
    serve("--rsa-private-key-path", key.toString(), "--authorized-users-path", users.toString());
    IperfOptions.Builder options = IperfOptions.of(SERVER, Protocol.TCP);
    Credentials right = Credentials.of("mario", "rossi", pub);
    assertEquals(Padding.EITHER, right.padding());
    namespace.run(
        () -> {
          refused(options.build());
          refused(options.credentials(Credentials.of("mario", "verdi", pub)).build());
          try (IperfTest test = IperfTest.start(options.credentials(right).build())) {
            assertEquals(0, test.end().bytes());
          }
        });
  }

  private static void refused(IperfOptions options) {
    IperfException e = assertThrows(IperfException.class, () -> IperfTest.start(options));
    assertEquals(Reason.AUTHENTICATION, e.reason(), e.getMessage());
  }

  private void serve(String... arguments) throws IOException {
    // not started inside the namespace, for Java would start a thread of its own there
    String inside = "--net=/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace.fd();
    List<String> command = new ArrayList<>(List.of("nsenter", inside, "iperf3", "-s"));
    command.addAll(List.of(arguments));
    server =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.txt").toFile())
            .start();
    namespace.run(IperfIT::awaitListening);
  }

  private static void awaitListening() throws IOException, InterruptedException {
    while (!Files.readString(Path.of("/proc/thread-self/net/tcp6")).contains(":1451 ")
        && !Files.readString(Path.of("/proc/thread-self/net/tcp")).contains(":1451 ")) {
      Thread.sleep(10);
    }
  }
}
