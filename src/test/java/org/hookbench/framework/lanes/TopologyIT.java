package org.hookbench.framework.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.hookbench.UsageException;
import org.hookbench.kernel.netlink.Ethtool;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.LinkStats;
import org.hookbench.kernel.netlink.Offload;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netlink.SockDiag;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.netns.RpsCpus;
import org.hookbench.kernel.sys.Affinity;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.Descriptors;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@KernelTest
class TopologyIT {
  private static final int LANES = 3;
  private static final int PACKETS = 50;
  private static final int PATIENCE_MILLIS = 5_000;

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void everyVethLaneHasAddressesOfItsOwnSetAsideForBenchmarks(int ipVersion) {
    try (Topology topology = VethLanes.create(LANES, veth(ipVersion))) {
      assertEquals(LANES, topology.lanes().size());
      Set<InetAddress> seen = new HashSet<>();
      for (Lane lane : topology.lanes()) {
        for (Lane.End end : List.of(lane.sender(), lane.receiver())) {
          assertTrue(seen.add(end.address()), "twice: " + end.address());
          byte[] a = end.address().getAddress();
          assertEquals(ipVersion == 4 ? 4 : 16, a.length);
          if (ipVersion == 4) {
            assertEquals("198.18", (a[0] & 0xff) + "." + (a[1] & 0xff));
          } else {
            assertTrue(end.address().getHostAddress().startsWith("2001:2:0:"), "" + end.address());
          }
        }
        assertTrue(lane.sender().namespace().inode() != lane.receiver().namespace().inode());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void trafficCrossesItsOwnLanesDevicesAndNoOther(int ipVersion) throws IOException {
    try (Topology topology = VethLanes.create(LANES, veth(ipVersion))) {
      // the kernel's own multicast reports, which can't be switched off, come at once
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ipVersion == 6 ? 500 : 0));
      for (Lane lane : topology.lanes()) {
        List<LinkStats> before = received(topology);
        exchange(lane, PACKETS);
        List<LinkStats> after = received(topology);
        for (int i = 0; i < LANES; i++) {
          long crossed = after.get(i).since(before.get(i)).rxPackets();
          // to itself exactly what was sent: no ARP, no neighbour discovery, no multicast
          assertEquals(topology.lanes().get(i) == lane ? PACKETS : 0, crossed, "lane " + i);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void loopbackLanesAreApart(int ipVersion) throws IOException {
    try (Topology topology = LoopbackLanes.create(LANES, lo(ipVersion))) {
      Set<Long> namespaces = new HashSet<>();
      for (Lane lane : topology.lanes()) {
        assertEquals(lane.sender(), lane.receiver());
        assertTrue(namespaces.add(lane.sender().namespace().inode()));
        List<LinkStats> before = received(topology);
        exchange(lane, PACKETS);
        List<LinkStats> after = received(topology);
        for (int i = 0; i < LANES; i++) {
          long crossed = after.get(i).since(before.get(i)).rxPackets();
          assertEquals(topology.lanes().get(i) == lane ? PACKETS : 0, crossed, "lane " + i);
        }
      }
      assertEquals("", topology.congestion());
    }
  }

  @Test
  void hostSeesNothingOfIt() {
    Set<String> before = hostLinks();
    try (Topology veth = VethLanes.create(LANES, veth(4));
        Topology lo = LoopbackLanes.create(LANES, lo(4))) {
      Set<String> during = hostLinks();
      for (Topology t : List.of(veth, lo)) {
        for (Lane lane : t.lanes()) {
          long host = hostInode();
          assertTrue(lane.sender().namespace().inode() != host);
          assertTrue(lane.receiver().namespace().inode() != host);
        }
      }
      during.removeAll(before);
      during.removeIf(name -> !name.matches("h[ab]\\d+"));
      assertEquals(Set.of(), during);
    }
  }

  @Test
  void closedTopologyIsGone() throws IOException {
    Set<String> inodes = new HashSet<>();
    Topology topology = VethLanes.create(LANES, veth(4));
    try {
      inodes.add("net:[" + topology.lanes().get(0).sender().namespace().inode() + "]");
      inodes.add("net:[" + topology.lanes().get(0).receiver().namespace().inode() + "]");
      assertEquals(inodes, heldByThisProcess(inodes));
    } finally {
      topology.close();
    }
    assertEquals(Set.of(), heldByThisProcess(inodes));
    topology.close();
  }

  @ParameterizedTest
  @CsvSource({"veth, true", "veth, false", "lo, true", "lo, false"})
  void offloadsAreOnOrOffAtBothEnds(String link, boolean on) {
    LinkSettings settings =
        new LinkSettings(link, on, OptionalInt.empty(), Placement.SHARED, 4, LinkSettings.AUTO);
    try (Topology topology = create(link, settings)) {
      for (Lane lane : topology.lanes()) {
        for (Lane.End end : List.of(lane.sender(), lane.receiver())) {
          try (Ethtool ethtool = Ethtool.open(end.namespace())) {
            var offloads = ethtool.get(end.device());
            assertEquals(on, offloads.isOn(Offload.TSO), offloads.toString());
            assertEquals(on, offloads.isOn(Offload.GSO), offloads.toString());
            // the kernel fixes lo's checksums and scatter-gather, and leaves veth's GRO off
            if (link.equals("veth")) {
              assertEquals(on, offloads.isOn(Offload.TX_CHECKSUM), offloads.toString());
              assertEquals(on, offloads.isOn(Offload.SG), offloads.toString());
            }
            if (!on) {
              assertFalse(offloads.isOn(Offload.GRO), offloads.toString());
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"veth, 576", "veth, 1500", "veth, 9000", "lo, 1500", "lo, 65535"})
  void mtuIsSetAtBothEnds(String link, int mtu) {
    LinkSettings settings =
        new LinkSettings(link, true, OptionalInt.of(mtu), Placement.SHARED, 4, LinkSettings.AUTO);
    try (Topology topology = create(link, settings)) {
      for (Lane lane : topology.lanes()) {
        assertEquals(mtu, link(lane.sender()).mtu());
        assertEquals(mtu, link(lane.receiver()).mtu());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void everyCongestionControlIsUsedByBothSidesOfAConnection(int ipVersion) throws IOException {
    List<String> known = LinkSettings.congestionControls();
    assertFalse(known.isEmpty());
    for (String name : known) {
      LinkSettings settings =
          new LinkSettings("veth", true, OptionalInt.empty(), Placement.SHARED, ipVersion, name);
      try (Topology topology = VethLanes.create(1, settings)) {
        assertEquals(name, topology.congestion());
        assertEquals(List.of(name, name), congestionSeen(topology.lanes().get(0)));
      }
    }
  }

  @Test
  void congestionIsCubicUnlessAskedFor() throws IOException {
    Assumptions.assumeTrue(
        LinkSettings.congestionControls().contains("cubic"), "this kernel has no cubic");
    try (Topology topology = VethLanes.create(1, veth(4))) {
      assertEquals("cubic", topology.congestion());
      assertEquals(List.of("cubic", "cubic"), congestionSeen(topology.lanes().get(0)));
    }
  }

  @Test
  void unknownCongestionControlIsRefusedWithAHint() {
    LinkSettings settings =
        new LinkSettings("veth", true, OptionalInt.empty(), Placement.SHARED, 4, "nonesuch");
    int before = Descriptors.open();
    KernelException e =
        assertThrows(KernelException.class, () -> VethLanes.create(1, settings).close());
    assertTrue(e.getMessage().contains("'nonesuch'"), e.getMessage());
    assertTrue(e.hint().contains("-p congestion="), e.getMessage());
    Descriptors.awaitAtMost(before, "lanes that were refused");
  }

  @Test
  void splitSteersEachEndsPacketsToItsOwnCpu() {
    Assumptions.assumeTrue(Affinity.allowed().cardinality() >= 2, "needs two CPUs");
    Placement.Cpus cpus = Placement.SPLIT.choose();
    assertFalse(cpus.same());
    LinkSettings settings =
        new LinkSettings("veth", true, OptionalInt.empty(), Placement.SPLIT, 4, LinkSettings.AUTO);
    try (Topology topology = VethLanes.create(2, settings)) {
      for (Lane lane : topology.lanes()) {
        assertEquals(List.of(only(cpus.sender().orElseThrow())), rps(lane.sender()));
        assertEquals(List.of(only(cpus.receiver().orElseThrow())), rps(lane.receiver()));
      }
    }
  }

  /** A testbed keeps its threads off the CPUs that measure, and asks for its lanes only then. */
  @Test
  void steersToTheCpuThatWasChosenWhereverTheThreadNowIs() {
    LinkSettings settings =
        new LinkSettings("veth", true, OptionalInt.empty(), Placement.SHARED, 4, LinkSettings.AUTO);
    for (int cpu : Affinity.allowed().stream().toArray()) {
      Placement.Cpus cpus = new Placement.Cpus(Optional.of(cpu), Optional.of(cpu));
      try (Topology topology = VethLanes.create(1, settings, cpus, new LaneNeeds(false, true))) {
        assertEquals(List.of(only(cpu)), rps(topology.lanes().get(0).receiver()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHARED", "FREE"})
  void otherPlacementsSteerNothing(Placement placement) {
    LinkSettings settings =
        new LinkSettings("veth", true, OptionalInt.empty(), placement, 4, LinkSettings.AUTO);
    try (Topology topology = VethLanes.create(1, settings)) {
      assertEquals(List.of(new BitSet()), rps(topology.lanes().get(0).receiver()));
    }
    assertEquals(placement == Placement.SHARED, placement.choose().same());
  }

  @Test
  void moreLanesThanAddressesAreRefused() {
    UsageException e = assertThrows(UsageException.class, () -> VethLanes.create(257, veth(4)));
    assertEquals("at most 256 arms, not 257", e.getMessage());
  }

  private static Topology create(String link, LinkSettings settings) {
    return link.equals("lo") ? LoopbackLanes.create(2, settings) : VethLanes.create(2, settings);
  }

  private static LinkSettings veth(int ipVersion) {
    return new LinkSettings(
        "veth", true, OptionalInt.empty(), Placement.SHARED, ipVersion, LinkSettings.AUTO);
  }

  private static LinkSettings lo(int ipVersion) {
    return new LinkSettings(
        "lo", true, OptionalInt.empty(), Placement.SHARED, ipVersion, LinkSettings.AUTO);
  }

  private static void exchange(Lane lane, int packets) throws IOException {
    boolean v6 = lane.sender().address().getAddress().length == 16;
    var family = v6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    var from = new InetSocketAddress(lane.sender().address(), 6200);
    var to = new InetSocketAddress(lane.receiver().address(), 6201);
    try (DatagramChannel out =
            lane.sender().namespace().call(() -> DatagramChannel.open(family).bind(from));
        DatagramChannel in =
            lane.receiver().namespace().call(() -> DatagramChannel.open(family).bind(to))) {
      in.socket().setSoTimeout(PATIENCE_MILLIS);
      for (int i = 0; i < packets; i++) {
        out.send(ByteBuffer.wrap(new byte[] {(byte) i}), to);
        DatagramPacket packet = new DatagramPacket(new byte[2], 2);
        in.socket().receive(packet);
        assertEquals((byte) i, packet.getData()[0]);
        assertEquals(from, packet.getSocketAddress());
      }
    }
  }

  private static List<String> congestionSeen(Lane lane) throws IOException {
    var at = new InetSocketAddress(lane.receiver().address(), 0);
    try (ServerSocketChannel listener =
            lane.receiver().namespace().call(() -> ServerSocketChannel.open().bind(at));
        SocketChannel client =
            lane.sender()
                .namespace()
                .call(
                    () ->
                        SocketChannel.open()
                            .bind(new InetSocketAddress(lane.sender().address(), 0)))) {
      client.connect(listener.getLocalAddress());
      try (SocketChannel server = listener.accept();
          SockDiag here = SockDiag.open(lane.sender().namespace());
          SockDiag there = SockDiag.open(lane.receiver().namespace())) {
        var a = (InetSocketAddress) client.getLocalAddress();
        var b = (InetSocketAddress) client.getRemoteAddress();
        assertTrue(server.isConnected());
        return List.of(
            here.tcpInfo(a, b).congestionControl(), there.tcpInfo(b, a).congestionControl());
      }
    }
  }

  private static List<LinkStats> received(Topology topology) {
    return topology.lanes().stream().map(lane -> link(lane.receiver()).stats()).toList();
  }

  private static Link link(Lane.End end) {
    try (Rtnl rtnl = Rtnl.open(end.namespace())) {
      return rtnl.get(end.ifindex());
    }
  }

  private static List<BitSet> rps(Lane.End end) {
    return RpsCpus.get(end.namespace(), end.device());
  }

  private static BitSet only(int cpu) {
    BitSet one = new BitSet();
    one.set(cpu);
    return one;
  }

  private static long hostInode() {
    try (NetNs host = NetNs.current()) {
      return host.inode();
    }
  }

  private static Set<String> hostLinks() {
    try (Rtnl rtnl = Rtnl.open()) {
      Set<String> names = new HashSet<>();
      rtnl.links().forEach(link -> names.add(link.name()));
      return names;
    }
  }

  /** Those of the namespaces that a descriptor or a thread of this process keeps alive. */
  private static Set<String> heldByThisProcess(Set<String> inodes) throws IOException {
    Set<String> held = new HashSet<>();
    try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"));
        Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      Stream.concat(fds, threads.map(t -> t.resolve("ns/net")))
          .forEach(
              link -> {
                try {
                  held.add(Files.readSymbolicLink(link).toString());
                } catch (IOException e) {
                  // it ended since it was listed
                  held.add("");
                }
              });
    }
    held.retainAll(inodes);
    return held;
  }
}
