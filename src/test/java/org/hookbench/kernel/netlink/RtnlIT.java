package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.Command;
import org.hookbench.testing.Descriptors;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.VethPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@KernelTest
class RtnlIT {
  @Test
  void eachEndIsMadeInItsNamespaceAndNothingIsLeftOnTheHost() {
    try (Rtnl host = Rtnl.open()) {
      List<String> before = names(host);
      try (VethPair pair = new VethPair(new VethOptions(3000, 2))) {
        Link left = pair.leftRtnl().get(pair.leftIndex());
        Link right = pair.rightRtnl().get(pair.rightIndex());

        assertEquals(List.of("lo", VethPair.LEFT_NAME), names(pair.leftRtnl()));
        assertEquals(List.of("lo", VethPair.RIGHT_NAME), names(pair.rightRtnl()));
        for (Link link : List.of(left, right)) {
          assertEquals("veth", link.kind());
          assertEquals(3000, link.mtu());
          assertEquals(2, link.transmitQueues());
          assertEquals(2, link.receiveQueues());
          assertEquals(OperState.UP, link.operState());
          assertTrue(link.isUp() && link.hasCarrier());
          assertEquals(Optional.empty(), link.xdp());
        }
        assertEquals(pair.rightIndex(), left.peerIfindex().orElseThrow());
        assertEquals(pair.leftIndex(), right.peerIfindex().orElseThrow());
        assertEquals(left.mac().orElseThrow(), pair.leftRtnl().mac(pair.leftIndex()));
        assertEquals(before, names(host));
      }
      assertEquals(before, names(host));
    }
  }

  @Test
  void aSocketStaysInTheNamespaceItWasOpenedIn() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      assertEquals(pair.leftIndex(), pair.leftRtnl().ifindex(VethPair.LEFT_NAME));
      pair.right()
          .run(() -> assertEquals(pair.leftIndex(), pair.leftRtnl().ifindex(VethPair.LEFT_NAME)));
    }
  }

  @Test
  void mtuIsSet() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      pair.leftRtnl().setMtu(pair.leftIndex(), 9000);
      assertEquals(9000, pair.leftRtnl().get(pair.leftIndex()).mtu());
    }
  }

  @Test
  void deletingOneEndDeletesTheOther() {
    try (NetNs left = NetNs.anonymous("left");
        NetNs right = NetNs.anonymous("right");
        Rtnl leftRtnl = Rtnl.open(left);
        Rtnl rightRtnl = Rtnl.open(right)) {
      int ifindex = leftRtnl.createVeth("hb0", right, "hb1", VethOptions.DEFAULT);
      assertEquals(List.of("lo", "hb1"), names(rightRtnl));
      leftRtnl.deleteLink(ifindex);
      assertEquals(List.of("lo"), names(leftRtnl));
      assertEquals(List.of("lo"), names(rightRtnl));
    }
  }

  @Test
  void bothEndsInOneNamespace() {
    try (NetNs ns = NetNs.anonymous("one");
        Rtnl rtnl = Rtnl.open(ns)) {
      rtnl.createVeth("hb0", ns, "hb1", VethOptions.DEFAULT);
      assertEquals(
          List.of("lo", "hb0", "hb1"), names(rtnl).stream().sorted(RtnlIT::loFirst).toList());
    }
  }

  @Test
  void refusalsSayWhatWasTriedAndWhy() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      Rtnl rtnl = pair.leftRtnl();
      int ifindex = pair.leftIndex();
      assertAll(
          () ->
              assertRefused(
                  Errno.EEXIST,
                  "create veth hbl0 with peer hbx0 in right: EEXIST (File exists)",
                  () -> rtnl.createVeth("hbl0", pair.right(), "hbx0", VethOptions.DEFAULT)),
          () ->
              assertRefused(
                  Errno.EEXIST,
                  "create veth hbx0 with peer hbr0 in right: EEXIST (File exists)",
                  () -> rtnl.createVeth("hbx0", pair.right(), "hbr0", VethOptions.DEFAULT)),
          () ->
              assertRefused(
                  Errno.ENODEV,
                  "look up interface nosuch: ENODEV (No such device); "
                      + "there is no such interface in this namespace",
                  () -> rtnl.ifindex("nosuch")),
          () ->
              assertRefused(
                  Errno.ENODEV, "delete interface 4711: ENODEV", () -> rtnl.deleteLink(4711)),
          () -> assertRefused(Errno.ENODEV, "look up interface 4711", () -> rtnl.get(4711)),
          () ->
              assertRefused(
                  Errno.EINVAL,
                  "set MTU of interface "
                      + ifindex
                      + " to 70000: EINVAL (Invalid argument); "
                      + "the kernel says: mtu greater than device maximum",
                  () -> rtnl.setMtu(ifindex, 70_000)),
          () ->
              assertRefused(
                  Errno.EEXIST,
                  "add address 198.18.1.1/24 to interface " + ifindex + ": EEXIST",
                  () -> rtnl.addAddress(ifindex, VethPair.leftAddress(false), 24)),
          () ->
              assertRefused(
                  Errno.EEXIST,
                  "add route to 198.18.1.0/24 through interface " + ifindex + ": EEXIST",
                  () -> rtnl.addRoute(Route.of(IpPrefix.parse("198.18.1.0/24"), ifindex))),
          () ->
              assertRefused(
                  Errno.EINVAL,
                  "congestion control nosuch: EINVAL",
                  () ->
                      rtnl.replaceRoute(
                          Route.of(IpPrefix.parse("198.18.1.0/24"), ifindex)
                              .withCongestionControl("nosuch"))));
    }
  }

  @Test
  void withoutThePrivilegeTheMessageNamesIt() throws Exception {
    String output =
        Command.run(
            "unshare and setpriv (util-linux)",
            List.of(
                "unshare",
                "--net",
                "setpriv",
                "--bounding-set=-all",
                "--inh-caps=-all",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Unprivileged.class.getName()));
    assertTrue(
        output.contains(
            "set interface 1 up: EPERM (Operation not permitted); "
                + "this process lacks CAP_NET_ADMIN; run it as root (sudo)"),
        output);
  }

  /** Runs without any capability in a namespace of its own. */
  static final class Unprivileged {
    private Unprivileged() {}

    public static void main(String[] arguments) {
      try (Rtnl rtnl = Rtnl.open()) {
        rtnl.setUp(1);
        throw new AssertionError("the kernel let an unprivileged process set lo up");
      } catch (KernelException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void awaitUpSaysWhichEndIsMissing() {
    try (NetNs left = NetNs.anonymous("left");
        NetNs right = NetNs.anonymous("right");
        Rtnl rtnl = Rtnl.open(left)) {
      int ifindex = rtnl.createVeth("hb0", right, "hb1", VethOptions.DEFAULT);
      rtnl.setUp(ifindex);
      KernelException e =
          assertThrows(KernelException.class, () -> rtnl.awaitUp(ifindex, Duration.ofMillis(20)));
      assertTrue(e.getMessage().contains("is its other end up?"), e.getMessage());
    }
  }

  @Test
  void routesAreAddedAndReplaced() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      Rtnl rtnl = pair.leftRtnl();
      for (String prefix : List.of("198.18.2.0/24", "2001:2:0:2::/64")) {
        Route route = Route.of(IpPrefix.parse(prefix), pair.leftIndex());
        rtnl.addRoute(route);
        assertRefused(Errno.EEXIST, "add route to " + route.to(), () -> rtnl.addRoute(route));
        rtnl.replaceRoute(route.withCongestionControl("reno"));
      }
    }
  }

  @Test
  void countersGrowWithTraffic() throws IOException {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      LinkStats before = pair.leftRtnl().get(pair.leftIndex()).stats();
      try (VethPair.Connection connection = pair.connect(false)) {
        connection.send(100_000);
      }
      LinkStats grown = pair.leftRtnl().get(pair.leftIndex()).stats().since(before);
      assertTrue(grown.txBytes() > 100_000, grown.toString());
      assertTrue(grown.txPackets() > 0 && grown.rxPackets() > 0, grown.toString());
      assertEquals(0, grown.txDropped() + grown.rxDropped(), grown.toString());
    }
  }

  @Test
  void aPermanentNeighbourIsNeverAskedFor() throws IOException {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      MacAddress mac = new MacAddress("02:00:00:00:00:99");
      for (String absent : List.of("198.18.1.99", "2001:2:0:1::99")) {
        InetAddress address = InetAddress.getByName(absent);
        pair.leftRtnl().setNeighbour(pair.leftIndex(), address, mac);
        LinkStats before = pair.rightRtnl().get(pair.rightIndex()).stats();
        try (DatagramChannel channel = pair.left().call(DatagramChannel::open)) {
          channel.send(ByteBuffer.allocate(1000), new InetSocketAddress(address, 9));
        }
        // it left without an answer to a question: nobody there could have given one
        LinkStats grown = pair.rightRtnl().get(pair.rightIndex()).stats().since(before);
        assertTrue(grown.rxBytes() >= 1000, absent + " " + grown);
      }
      String arp = pair.left().call(() -> Files.readString(Path.of("/proc/thread-self/net/arp")));
      assertTrue(arp.matches("(?s).*198\\.18\\.1\\.99 +0x1 +0x6 +02:00:00:00:00:99 .*"), arp);
    }
  }

  @Test
  void fiveHundredRoundsLeakNoDescriptor() throws IOException {
    try (NetNs left = NetNs.anonymous("left");
        NetNs right = NetNs.anonymous("right")) {
      createAndDelete(left, right);
      int before = Descriptors.open();
      for (int i = 0; i < 500; i++) {
        createAndDelete(left, right);
      }
      Descriptors.awaitAtMost(before, "devices made and deleted");
    }
  }

  @Test
  void aLongListArrivesWhole() {
    try (NetNs ns = NetNs.anonymous("many");
        Rtnl rtnl = Rtnl.open(ns)) {
      for (int i = 0; i < 60; i++) {
        rtnl.createVeth("a" + i, ns, "b" + i, VethOptions.DEFAULT);
      }
      List<String> names = names(rtnl);
      assertEquals(121, names.size());
      assertEquals(121, names.stream().distinct().count());
    }
  }

  @Test
  void theSourceOfPacketsIsOfTheNetworkThatTheyGoTo() throws IOException {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      InetAddress second = InetAddress.getByName("10.77.0.1");
      pair.leftRtnl().addAddress(pair.leftIndex(), second, 24);
      assertEquals(
          Optional.of(second), pair.leftRtnl().sourceOf(InetAddress.getByName("10.77.0.2")));
      for (boolean v6 : new boolean[] {false, true}) {
        assertEquals(
            Optional.of(VethPair.leftAddress(v6)),
            pair.leftRtnl().sourceOf(VethPair.rightAddress(v6)));
      }
      assertEquals(
          Optional.empty(), pair.leftRtnl().sourceOf(InetAddress.getByName("203.0.113.1")));
    }
  }

  private static void createAndDelete(NetNs left, NetNs right) {
    try (Rtnl rtnl = Rtnl.open(left)) {
      rtnl.deleteLink(rtnl.createVeth("hb0", right, "hb1", VethOptions.DEFAULT));
      assertThrows(KernelException.class, () -> rtnl.ifindex("hb0"));
    }
  }

  /** As {@code tc qdisc add dev X clsact}, which was recorded to send just this. */
  private static void assertRefused(int errno, String text, Executable attempt) {
    KernelException e = assertThrows(KernelException.class, attempt);
    assertEquals(errno, e.errno(), e.getMessage());
    assertTrue(e.getMessage().contains(text), e.getMessage());
  }

  private static int loFirst(String a, String b) {
    return a.equals("lo") ? -1 : b.equals("lo") ? 1 : a.compareTo(b);
  }

  private static List<String> names(Rtnl rtnl) {
    return rtnl.links().stream().map(Link::name).toList();
  }
}
