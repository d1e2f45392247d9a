package org.hookbench.kernel.netlink;

import static org.hookbench.kernel.netlink.Recording.assertSameBytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our requests are byte for byte those of iproute2 6.1, recorded by {@code strace -e trace=sendmsg
 * -e write=all COMMAND}; hb0 is interface 2.
 */
class RtnlRequestsTest {
  private static final int HB0 = 2;

  @Test
  void createVeth() {
    // ip link add hb0 mtu 1500 numtxqueues 2 numrxqueues 2 type veth
    //   peer name hb1 mtu 1500 numtxqueues 2 numrxqueues 2 netns peerns    (opened as fd 4)
    assertSameBytes(
        """
        8c 00 00 00 10 00 05 06  77 b5 03 6b 00 00 00 00
        00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00
        08 00 04 00 dc 05 00 00  08 00 1f 00 02 00 00 00
        08 00 20 00 02 00 00 00  08 00 03 00 68 62 30 00
        4c 00 12 00 08 00 01 00  76 65 74 68 40 00 02 00
        3c 00 01 00 00 00 00 00  00 00 00 00 00 00 00 00
        00 00 00 00 08 00 04 00  dc 05 00 00 08 00 1f 00
        02 00 00 00 08 00 20 00  02 00 00 00 08 00 1c 00
        04 00 00 00 08 00 03 00  68 62 31 00
        """,
        RtnlRequests.createPair(PairKind.VETH, "hb0", "hb1", 4, VethOptions.DEFAULT.withQueues(2)));
  }

  /** Not recorded, for iproute2 6.1 knows no netkit: veth's with if_link.h of Linux 6.7 in hand. */
  @Test
  void createNetkit() {
    // ip link add hb0 mtu 1500 numtxqueues 1 numrxqueues 1 type netkit mode l2
    //   peer name hb1 mtu 1500 numtxqueues 1 numrxqueues 1 netns peerns    (opened as fd 4)
    assertSameBytes(
        """
        98 00 00 00 10 00 05 06  77 b5 03 6b 00 00 00 00
        00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00
        08 00 04 00 dc 05 00 00  08 00 1f 00 01 00 00 00
        08 00 20 00 01 00 00 00  08 00 03 00 68 62 30 00
        58 00 12 00 0a 00 01 00  6e 65 74 6b 69 74 00 00
        48 00 02 00 08 00 05 00  00 00 00 00 3c 00 01 00
        00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00
        08 00 04 00 dc 05 00 00  08 00 1f 00 01 00 00 00
        08 00 20 00 01 00 00 00  08 00 1c 00 04 00 00 00
        08 00 03 00 68 62 31 00
        """,
        RtnlRequests.createPair(PairKind.NETKIT, "hb0", "hb1", 4, VethOptions.DEFAULT));
  }

  @Test
  void setUp() {
    // ip link set dev hb0 up
    assertSameBytes(
        """
        20 00 00 00 10 00 05 00  b5 b2 03 6b 00 00 00 00
        00 00 00 00 02 00 00 00  01 00 00 00 01 00 00 00
        """,
        RtnlRequests.setUp(HB0));
  }

  @Test
  void setMtu() {
    // ip link set dev hb0 mtu 9000
    assertSameBytes(
        """
        28 00 00 00 10 00 05 00  b5 b2 03 6b 00 00 00 00
        00 00 00 00 02 00 00 00  00 00 00 00 00 00 00 00
        08 00 04 00 28 23 00 00
        """,
        RtnlRequests.setMtu(HB0, 9000));
  }

  @Test
  void deleteLink() {
    // ip link del hb0
    assertSameBytes(
        """
        20 00 00 00 11 00 05 00  b6 b2 03 6b 00 00 00 00
        00 00 00 00 02 00 00 00  00 00 00 00 00 00 00 00
        """,
        RtnlRequests.deleteLink(HB0));
  }

  @Test
  void addIpv4Address() throws Exception {
    // ip addr add 198.18.1.1/24 dev hb0
    assertSameBytes(
        """
        28 00 00 00 14 00 05 06  b5 b2 03 6b 00 00 00 00
        02 18 00 00 02 00 00 00  08 00 02 00 c6 12 01 01
        08 00 01 00 c6 12 01 01
        """,
        RtnlRequests.addAddress(HB0, InetAddress.getByName("198.18.1.1"), 24));
  }

  @Test
  void addIpv6Address() throws Exception {
    // ip addr add 2001:2:0:1::1/64 dev hb0 nodad
    assertSameBytes(
        """
        40 00 00 00 14 00 05 06  b5 b2 03 6b 00 00 00 00
        0a 40 02 00 02 00 00 00  14 00 02 00 20 01 00 02
        00 00 00 01 00 00 00 00  00 00 00 01 14 00 01 00
        20 01 00 02 00 00 00 01  00 00 00 00 00 00 00 01
        """,
        RtnlRequests.addAddress(HB0, InetAddress.getByName("2001:2:0:1::1"), 64));
  }

  @Test
  void addRoute() {
    // ip route add 198.18.2.0/24 dev hb0
    assertSameBytes(
        """
        2c 00 00 00 18 00 05 06  b5 b2 03 6b 00 00 00 00
        02 18 00 00 fe 03 fd 01  00 00 00 00 08 00 01 00
        c6 12 02 00 08 00 04 00  02 00 00 00
        """,
        RtnlRequests.addRoute(Route.of(IpPrefix.parse("198.18.2.0/24"), HB0)));
  }

  @Test
  void replaceIpv4Route() throws Exception {
    // ip route replace 198.18.1.0/24 dev hb0 src 198.18.1.1 congctl cubic
    assertSameBytes(
        """
        44 00 00 00 18 00 05 05  b5 b2 03 6b 00 00 00 00
        02 18 00 00 fe 03 fd 01  00 00 00 00 08 00 01 00
        c6 12 01 00 08 00 07 00  c6 12 01 01 08 00 04 00
        02 00 00 00 10 00 08 00  09 00 10 00 63 75 62 69
        63 00 00 00
        """,
        RtnlRequests.replaceRoute(
            Route.of(IpPrefix.parse("198.18.1.0/24"), HB0)
                .withSource(InetAddress.getByName("198.18.1.1"))
                .withCongestionControl("cubic")));
  }

  @Test
  void replaceIpv6Route() throws Exception {
    // ip -6 route replace 2001:2:0:1::/64 dev hb0 src 2001:2:0:1::1 congctl cubic metric 256
    assertSameBytes(
        """
        64 00 00 00 18 00 05 05  70 b3 03 6b 00 00 00 00
        0a 40 00 00 fe 03 00 01  00 00 00 00 14 00 01 00
        20 01 00 02 00 00 00 01  00 00 00 00 00 00 00 00
        14 00 07 00 20 01 00 02  00 00 00 01 00 00 00 00
        00 00 00 01 08 00 06 00  00 01 00 00 08 00 04 00
        02 00 00 00 10 00 08 00  09 00 10 00 63 75 62 69
        63 00 00 00
        """,
        RtnlRequests.replaceRoute(
            Route.of(IpPrefix.parse("2001:2:0:1::/64"), HB0)
                .withSource(InetAddress.getByName("2001:2:0:1::1"))
                .withCongestionControl("cubic")));
  }

  @Test
  void replaceRouteWithAProgram() {
    // ip route replace 198.18.1.2/32 dev hb0 congctl cubic encap bpf out obj l.bpf.o section
    // lwt_out
    //   (loaded as fd 6; hb0 is interface 3; the padding is not cleared by ip, and is here)
    assertSameBytes(
        """
        6c 00 00 00 18 00 05 05  ec e3 03 6b 00 00 00 00
        02 20 00 00 fe 03 fd 01  00 00 00 00 08 00 01 00
        c6 12 01 02 28 00 16 80  24 00 02 80 08 00 01 00
        06 00 00 00 16 00 02 00  6c 2e 62 70 66 2e 6f 3a
        5b 6c 77 74 5f 6f 75 74  5d 00 00 00 06 00 15 00
        06 00 00 00 08 00 04 00  03 00 00 00 10 00 08 00
        09 00 10 00 63 75 62 69  63 00 00 00
        """,
        RtnlRequests.replaceRoute(
            Route.of(IpPrefix.parse("198.18.1.2/32"), 3)
                .withCongestionControl("cubic")
                .withEncap(new BpfEncap(BpfEncap.Point.OUT, 6, "l.bpf.o:[lwt_out]"))));
  }

  @Test
  void replaceIpv6RouteWithAProgram() {
    // ip -6 route replace 2001:2::2/128 dev hb0 metric 256 congctl cubic encap bpf xmit obj l.bpf.o
    //   section lwt_xmit, loaded as fd 6; padding as above
    assertSameBytes(
        """
        80 00 00 00 18 00 05 05  a0 e4 03 6b 00 00 00 00
        0a 80 00 00 fe 03 00 01  00 00 00 00 14 00 01 00
        20 01 00 02 00 00 00 00  00 00 00 00 00 00 00 02
        08 00 06 00 00 01 00 00  28 00 16 80 24 00 03 80
        08 00 01 00 06 00 00 00  17 00 02 00 6c 2e 62 70
        66 2e 6f 3a 5b 6c 77 74  5f 78 6d 69 74 5d 00 00
        06 00 15 00 06 00 00 00  08 00 04 00 03 00 00 00
        10 00 08 00 09 00 10 00  63 75 62 69 63 00 00 00
        """,
        RtnlRequests.replaceRoute(
            Route.of(IpPrefix.parse("2001:2::2/128"), 3)
                .withCongestionControl("cubic")
                .withEncap(new BpfEncap(BpfEncap.Point.XMIT, 6, "l.bpf.o:[lwt_xmit]"))));
  }

  @Test
  void replaceLocalRoute() throws Exception {
    // ip route replace local 198.18.1.1 dev hb0 table local proto kernel scope host src 198.18.1.1
    assertSameBytes(
        """
        34 00 00 00 18 00 05 05  ec e3 03 6b 00 00 00 00
        02 20 00 00 ff 02 fe 02  00 00 00 00 08 00 01 00
        c6 12 01 01 08 00 07 00  c6 12 01 01 08 00 04 00
        03 00 00 00
        """,
        RtnlRequests.replaceRoute(Route.local(InetAddress.getByName("198.18.1.1"), 3)));
  }

  @Test
  void replaceLocalRouteWithAProgram() throws Exception {
    // the same with encap bpf in obj l.bpf.o section lwt_in, loaded as fd 6; padding as above
    assertSameBytes(
        """
        64 00 00 00 18 00 05 05  ec e3 03 6b 00 00 00 00
        02 20 00 00 ff 02 fe 02  00 00 00 00 08 00 01 00
        c6 12 01 01 08 00 07 00  c6 12 01 01 28 00 16 80
        24 00 01 80 08 00 01 00  06 00 00 00 15 00 02 00
        6c 2e 62 70 66 2e 6f 3a  5b 6c 77 74 5f 69 6e 5d
        00 00 00 00 06 00 15 00  06 00 00 00 08 00 04 00
        03 00 00 00
        """,
        RtnlRequests.replaceRoute(
            Route.local(InetAddress.getByName("198.18.1.1"), 3)
                .withEncap(new BpfEncap(BpfEncap.Point.IN, 6, "l.bpf.o:[lwt_in]"))));
  }

  @Test
  void matchRoute() throws Exception {
    // ip route get fibmatch 198.18.1.2, but for the acknowledgement that we ask for: 05 for 01
    assertSameBytes(
        """
        24 00 00 00 1a 00 05 00  ec e3 03 6b 00 00 00 00
        02 20 00 00 00 00 00 00  00 30 00 00 08 00 01 00
        c6 12 01 02
        """,
        RtnlRequests.matchRoute(InetAddress.getByName("198.18.1.2").getAddress()));
  }

  @Test
  void setIpv4Neighbour() throws Exception {
    // ip neigh replace 198.18.1.2 lladdr 02:00:00:00:00:02 dev hb0 nud permanent
    assertSameBytes(
        """
        30 00 00 00 1c 00 05 05  b6 b2 03 6b 00 00 00 00
        02 00 00 00 02 00 00 00  80 00 00 00 08 00 01 00
        c6 12 01 02 0a 00 02 00  02 00 00 00 00 02 00 00
        """,
        RtnlRequests.setNeighbour(
            HB0, InetAddress.getByName("198.18.1.2"), new MacAddress("02:00:00:00:00:02")));
  }

  @Test
  void setIpv6Neighbour() throws Exception {
    // ip neigh replace 2001:2:0:1::2 lladdr 02:00:00:00:00:02 dev hb0 nud permanent
    assertSameBytes(
        """
        3c 00 00 00 1c 00 05 05  b6 b2 03 6b 00 00 00 00
        0a 00 00 00 02 00 00 00  80 00 00 00 14 00 01 00
        20 01 00 02 00 00 00 01  00 00 00 00 00 00 00 02
        0a 00 02 00 02 00 00 00  00 02 00 00
        """,
        RtnlRequests.setNeighbour(
            HB0, InetAddress.getByName("2001:2:0:1::2"), new MacAddress("02:00:00:00:00:02")));
  }

  @Test
  void listIpv6Addresses() {
    // ip -6 addr show dev hb0; hb0 is interface 3 here, and ip sends 128 bytes of zeros behind
    assertSameBytes(
        """
        18 00 00 00 16 00 01 03  42 ba 03 6b 00 00 00 00
        0a 00 00 00 03 00 00 00
        """,
        RtnlRequests.listIpv6Addresses(3));
  }

  @Test
  void getRoute() throws Exception {
    // ip -6 route get 2001:2:0:1::1, but for the acknowledgement that we ask for: 05 for 01
    assertSameBytes(
        """
        30 00 00 00 1a 00 05 00  41 ba 03 6b 00 00 00 00
        0a 80 00 00 00 00 00 00  00 00 00 00 14 00 01 00
        20 01 00 02 00 00 00 01  00 00 00 00 00 00 00 01
        """,
        RtnlRequests.getRoute(InetAddress.getByName("2001:2:0:1::1").getAddress()));
  }

  /** Not recorded, for ip asks for more: ifinfomsg with the number or the name alone. */
  @Test
  void getAndListLinks() {
    assertSameBytes(
        """
        20 00 00 00 12 00 05 00  b5 b2 03 6b 00 00 00 00
        00 00 00 00 02 00 00 00  00 00 00 00 00 00 00 00
        """,
        RtnlRequests.getLink(HB0));
    assertSameBytes(
        """
        28 00 00 00 12 00 05 00  b5 b2 03 6b 00 00 00 00
        00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00
        08 00 03 00 68 62 30 00
        """,
        RtnlRequests.getLink("hb0"));
    assertSameBytes(
        """
        20 00 00 00 12 00 01 03  b5 b2 03 6b 00 00 00 00
        00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00
        """,
        RtnlRequests.listLinks());
  }

  /** Not recorded: what libbpf's bpf_xdp_attach sends, first to attach fd 0, then to detach it. */
  @Test
  void setXdp() {
    assertSameBytes(
        """
        34 00 00 00 13 00 05 00  b5 b2 03 6b 00 00 00 00
        00 00 00 00 02 00 00 00  00 00 00 00 00 00 00 00
        14 00 2b 80 08 00 01 00  00 00 00 00 08 00 03 00
        03 00 00 00
        """,
        RtnlRequests.setXdp(HB0, 0, 3, -1));
    assertSameBytes(
        """
        3c 00 00 00 13 00 05 00  b5 b2 03 6b 00 00 00 00
        00 00 00 00 02 00 00 00  00 00 00 00 00 00 00 00
        1c 00 2b 80 08 00 01 00  ff ff ff ff 08 00 03 00
        12 00 00 00 08 00 08 00  00 00 00 00
        """,
        RtnlRequests.setXdp(HB0, -1, 18, 0));
  }

  @Test
  void listQdiscs() {
    // tc qdisc show dev hb0
    assertSameBytes(
        """
        24 00 00 00 26 00 01 03  b6 b2 03 6b 00 00 00 00
        00 00 00 00 02 00 00 00  00 00 00 00 00 00 00 00
        00 00 00 00
        """,
        TcRequests.listQdiscs(HB0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sixteencharacter", "a b", "a/b", "a\0b", "grün"})
  void badNamesAreRefusedBeforeTheKernelSeesThem(String name) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> RtnlRequests.getLink(name));
    assertEquals("an interface name has 1 to 15 characters: \"" + name + "\"", e.getMessage());
  }

  @Test
  void badNamesOfEitherEndAreRefused() {
    for (String[] ends : new String[][] {{"a b", "hb1"}, {"hb0", "a b"}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> RtnlRequests.createPair(PairKind.VETH, ends[0], ends[1], 4, VethOptions.DEFAULT));
    }
  }

  @Test
  void aPrefixLongerThanItsAddressIsRefused() throws Exception {
    InetAddress address = InetAddress.getByName("198.18.1.1");
    assertThrows(IllegalArgumentException.class, () -> RtnlRequests.addAddress(HB0, address, 33));
    assertThrows(IllegalArgumentException.class, () -> IpPrefix.containing(address, 33));
    assertThrows(IllegalArgumentException.class, () -> IpPrefix.containing(address, -1));
  }
}
