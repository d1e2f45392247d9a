package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hookbench.UsageException;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.evidence.EvidenceCheck;
import org.hookbench.framework.evidence.PlaceEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.peer.PeerKey;
import org.hookbench.framework.peer.PeerLimits;
import org.hookbench.framework.peer.PeerLog;
import org.hookbench.framework.peer.PeerServer;
import org.hookbench.framework.remote.PeerAccess;
import org.hookbench.framework.workload.Rate;
import org.hookbench.framework.workload.TcpStream;
import org.hookbench.framework.workload.UdpPackets;
import org.hookbench.framework.workload.Workload;
import org.hookbench.framework.workload.Workloads;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netlink.VethOptions;
import org.hookbench.testing.CpuPlaces;
import org.hookbench.testing.EchoServer;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.VethPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A device whose other end is in another namespace, with peers there that serve. */
@KernelTest
@ExtendWith(CpuPlaces.class)
class FarLaneIT {
  private static final int PASSES = 32;

  @TempDir private Path folder;
  private VethPair pair;
  private PeerServer server;
  private EchoServer echo;

  @BeforeEach
  void make() throws Exception {
    pair = new VethPair(VethOptions.DEFAULT);
    Path key = folder.resolve("key");
    PeerKey.create(key);
    PeerAccess.use(key);
    InetAddress far = VethPair.rightAddress(false);
    server =
        there(
            () ->
                PeerServer.open(
                    new InetSocketAddress(far, 0),
                    PeerKey.read(key),
                    PeerLimits.DEFAULT,
                    new PeerLog(line -> {}),
                    DeviceFacts::of));
    start(() -> pair.right().run(server::serve));
    echo = new EchoServer(pair.right(), far, 0);
  }

  @AfterEach
  void takeDown() throws Exception {
    System.clearProperty(PeerAccess.KEY);
    server.close();
    echo.close();
    pair.close();
  }

  @ParameterizedTest
  @CsvSource({
    "TcpRoundTrip, 1, receive, 'tc,tcx,xdpgeneric,xdpdrv,cgroup-ingress,tc-egress,raw_tp'",
    "UdpRoundTrip, 64, receive, 'tc,xdpdrv,nf-input,nf-output'",
    "TcpStream, 65536, receive, 'tc,xdpdrv'",
    "TcpStream, 65536, send, 'tc-egress,cgroup-egress'",
    "UdpPackets, 64, receive, 'tc,xdpgeneric'",
    "UdpPackets, 64, send, tc-egress",
    "TcpConnect, 1, receive, 'tc,xdpdrv'"
  })
  void ourOwnPeerServesEveryWorkload(String name, String payload, String way, String hooks)
      throws IOException {
    String address = VethPair.rightAddress(false).getHostAddress();
    String peer = "hookbench:" + address + ":" + server.address().getPort();
    visit(Workloads.create(name, payload), settings(peer, way), hooks);
  }

  @ParameterizedTest
  @CsvSource({"receive, 'tc,xdpdrv'", "send, tc-egress"})
  void severalFlowsCrossSideBySide(String way, String hooks) throws IOException {
    String address = VethPair.rightAddress(false).getHostAddress();
    LinkSettings settings =
        settings("hookbench:" + address + ":" + server.address().getPort(), way);
    visit(new TcpStream(65536).withFlows(8), settings, hooks);
    visit(new UdpPackets(64).withFlows(5), settings, hooks);
  }

  /** Far more than the peer's queue of connections holds, made without waiting for it. */
  @Test
  void connectionsDoNotRunAheadOfThePeer() throws IOException {
    String address = VethPair.rightAddress(false).getHostAddress();
    LinkSettings settings =
        settings("hookbench:" + address + ":" + server.address().getPort(), "receive");
    Workload workload = Workloads.create("TcpConnect", "");
    try (Testbed testbed = Testbed.build(Arms.parse("tc", "pass"), settings, workload, 5)) {
      for (int i = 0; i < 1000; i++) {
        assertEquals(0, testbed.flow(0).batch());
      }
    }
    assertEquals(0, there(() -> overflows()), "connections that had to be tried again");
  }

  /** How often the calling thread's namespace had no room for a connection. */
  private static long overflows() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc/thread-self/net/netstat"));
    List<String> names = List.of(lines.get(0).split(" "));
    return Long.parseLong(lines.get(1).split(" ")[names.indexOf("ListenOverflows")]);
  }

  @ParameterizedTest
  @CsvSource({"TcpRoundTrip, 100", "UdpRoundTrip, 64"})
  void aPlainEchoServerDoes(String name, String payload) throws IOException {
    echo.echo();
    visit(Workloads.create(name, payload), settings(at("echo"), "receive"), "tc,xdpdrv");
  }

  @Test
  void aReflectorOfStampDoes() throws IOException {
    echo.stamp();
    LinkSettings settings = settings(at("stamp"), "receive");
    visit(Workloads.create("UdpRoundTrip", "64"), settings, "tc");
  }

  private void visit(Workload workload, LinkSettings settings, String hooks) throws IOException {
    List<Arm> arms = Arms.parse(hooks, "pass");
    List<Boolean> before = qdiscs();
    try (Testbed testbed = Testbed.build(arms, settings, workload, 5)) {
      assertTrue(testbed.takesTurns());
      // so many blocks of a stream are more than a socket's buffer holds
      testbed.observe(PASSES);
      Visits.toAll(arms, testbed);
      testbed.observe(PASSES);
      requireSound(arms, testbed.evidence());
      assertTrue(testbed.peerCounts().values().stream().allMatch(n -> n >= 0));
    }
    assertEquals(before, qdiscs());
  }

  /** A pass may be served from what a socket's buffer held, and a tracepoint begins a bit later. */
  private static void requireSound(List<Arm> arms, List<ArmEvidence> seen) {
    for (int arm = 0; arm < arms.size(); arm++) {
      boolean hasProgram = arms.get(arm).hasProgram();
      assertEquals(
          List.of(),
          EvidenceCheck.of(hasProgram, List.of(seen.get(arm)), 0, PASSES).failures(),
          arms.get(arm).id());
    }
  }

  /** While other arms are measured a source sends on, to a socket that nobody reads. */
  @Test
  void whatAPeerSaysOfItselfIsEvidence() throws IOException {
    String address = VethPair.rightAddress(false).getHostAddress();
    LinkSettings settings =
        settings("hookbench:" + address + ":" + server.address().getPort(), "receive");
    List<Arm> arms = Arms.parse("tc", "pass");
    try (Testbed testbed =
        Testbed.build(arms, settings, Workloads.create("TcpStream", "65536"), 5)) {
      PlaceEvidence.Saturation seen = testbed.saturation().orElseThrow();
      assertTrue(seen.bitsPerSecond() > 0, seen::toString);
      assertTrue(seen.busiestCpu() > 0 && seen.busiestCpu() <= 1, seen::toString);
      // what veth says of itself
      assertEquals(10_000_000_000L, seen.linkBitsPerSecond());
      Map<String, Long> counts = testbed.peerCounts();
      assertTrue(counts.get("tx-bytes") > 0, counts::toString);
      PlaceEvidence.Devices devices = testbed.devices();
      assertEquals(VethPair.LEFT_NAME, devices.here().get("name"));
      assertEquals(VethPair.RIGHT_NAME, devices.far().get("name"));
      assertEquals(devices.here().get("driver"), devices.far().get("driver"));
      assertTrue(devices.far().get("driver").startsWith("veth"), devices::toString);
    }
  }

  @Test
  void atARateThePeerSendsAndCpuTimeIsMeasured() throws IOException {
    String address = VethPair.rightAddress(false).getHostAddress();
    LinkSettings settings =
        settings("hookbench:" + address + ":" + server.address().getPort(), "receive");
    List<Arm> arms = Arms.parse("tc", "pass");
    Workload paced = new UdpPackets(64, Rate.parse("20k"));
    try (Testbed testbed = Testbed.build(arms, settings, paced, 5)) {
      assertFalse(testbed.saturation().isPresent());
      testbed.observe(PASSES);
      requireSound(arms, testbed.evidence());
    }
  }

  @Test
  void whatWouldNotCrossTheDeviceIsRefused() {
    List<Arm> arms = Arms.parse("tc", "pass");
    Workload workload = Workloads.create("UdpRoundTrip", "64");
    UsageException noRoute =
        assertThrows(
            UsageException.class,
            () -> Testbed.build(arms, settings("stamp:192.0.2.1", "receive"), workload, 5).close());
    assertTrue(noRoute.getMessage().contains("has no route to 192.0.2.1"), noRoute::getMessage);
    IllegalStateException nobody =
        assertThrows(
            IllegalStateException.class,
            () ->
                Testbed.build(
                        arms,
                        settings("iperf3:" + VethPair.rightAddress(false).getHostAddress(), "send"),
                        Workloads.create("TcpStream", "65536"),
                        5)
                    .close());
    assertTrue(nobody.getMessage().contains("Connection refused"), nobody::getMessage);
    assertEquals(List.of(false, false), qdiscs());
  }

  private List<Boolean> qdiscs() {
    return List.of(
        pair.left().call(() -> hasQdisc(pair.leftIndex())),
        pair.right().call(() -> hasQdisc(pair.rightIndex())));
  }

  private static boolean hasQdisc(int ifindex) {
    try (var tc = org.hookbench.kernel.netlink.TrafficControl.open();
        Rtnl rtnl = Rtnl.open()) {
      return tc.qdisc(ifindex).isPresent() || rtnl.get(ifindex).xdp().isPresent();
    }
  }

  private LinkSettings settings(String peer, String direction) {
    String link = "dev:/proc/self/fd/" + pair.left().fd() + "/" + VethPair.LEFT_NAME;
    return LinkSettings.parse(link, "on", "auto", "shared", "4", "auto", peer, direction);
  }

  private String at(String kind) {
    return kind + ":" + VethPair.rightAddress(false).getHostAddress() + ":" + echo.port();
  }

  private <T> T there(Callable<T> task) {
    return pair.right().call(task);
  }

  private static void start(Runnable server) {
    Thread thread = new Thread(server, "server");
    thread.setDaemon(true);
    thread.start();
  }
}
