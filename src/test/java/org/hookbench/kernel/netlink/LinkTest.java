package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LinkTest {
  private final NetlinkMessage recorded = Recording.message(Recording.resource("link-veth.hex"));

  @Test
  void theKernelsAnswerToIpLinkShow() {
    Link link = Link.decode(recorded);

    assertEquals(
        new Link(
            2,
            "hb0",
            List.of(),
            "veth",
            1500,
            0x11043,
            OperState.UP,
            Optional.of(new MacAddress("d2:29:50:01:56:48")),
            OptionalInt.of(2),
            2,
            2,
            new LinkStats(0, 1, 0, 110, 0, 0, 0, 0),
            Optional.empty()),
        link);
    assertTrue(link.isUp());
    assertTrue(link.hasCarrier());
  }

  @Test
  void xdpAttachments() {
    assertEquals(Optional.empty(), XdpAttachment.decode(Attributes.NONE));
    assertEquals(
        Optional.of(new XdpAttachment(XdpAttachment.Mode.NATIVE, 77)),
        XdpAttachment.decode(xdp("05 00 02 00 01 00 00 00  08 00 04 00 4d 00 00 00")));
    assertEquals(
        Optional.of(new XdpAttachment(XdpAttachment.Mode.GENERIC, 77)),
        XdpAttachment.decode(xdp("05 00 02 00 02 00 00 00  08 00 04 00 4d 00 00 00")));
    assertEquals(
        Optional.of(
            new XdpAttachment(XdpAttachment.Mode.MULTI, 0, Map.of(XdpAttachment.Mode.GENERIC, 77))),
        XdpAttachment.decode(xdp("05 00 02 00 04 00 00 00  08 00 06 00 4d 00 00 00")));
    Attributes unknown = xdp("05 00 02 00 09 00 00 00");
    assertThrows(MalformedMessageException.class, () -> XdpAttachment.decode(unknown));
  }

  @Test
  void everyAlternativeNameCounts() {
    byte[] bytes =
        new NetlinkRequest(0, 0)
            .attributeString(RtnlAbi.IFLA_ALT_IFNAME, "uplink")
            .attributeString(RtnlAbi.IFLA_IFNAME, "eth0")
            .attributeString(RtnlAbi.IFLA_ALT_IFNAME, "rack-2")
            .encode(1);
    Attributes names = Recording.message(bytes).attributesAfter(0);
    assertEquals(List.of("uplink", "rack-2"), names.strings(RtnlAbi.IFLA_ALT_IFNAME));
  }

  @Test
  void anotherMessageIsNoLink() {
    NetlinkMessage other = new NetlinkMessage(RtnlAbi.RTM_NEWADDR, 0, 0, 0, recorded.payload());
    assertThrows(MalformedMessageException.class, () -> Link.decode(other));
  }

  @Test
  void aLinkThatIsDownIsNotUpAndHasNoCarrier() {
    Link up = Link.decode(recorded);
    assertFalse(withFlags(up, up.flags() & ~1).isUp());
    assertTrue(withFlags(up, up.flags() & ~1).hasCarrier());
    assertFalse(withFlags(up, up.flags() & ~0x10000).hasCarrier());
  }

  private static Link withFlags(Link link, int flags) {
    return new Link(
        link.ifindex(),
        link.name(),
        List.of("uplink"),
        link.kind(),
        link.mtu(),
        flags,
        link.operState(),
        link.mac(),
        link.peerIfindex(),
        link.transmitQueues(),
        link.receiveQueues(),
        link.stats(),
        link.xdp());
  }

  @Test
  void aLinkIsCalledByAnyOfItsNames() {
    Link link = withFlags(Link.decode(recorded), 0);
    assertTrue(link.isCalled("hb0") && link.isCalled("uplink"));
    assertFalse(link.isCalled("hb1"));
  }

  @Test
  void anOperationalStateThatIsNewIsUnknown() {
    assertEquals(OperState.UP, OperState.decode(6));
    assertEquals(OperState.UNKNOWN, OperState.decode(7));
  }

  @Test
  void statsTogether() {
    LinkStats here = new LinkStats(1, 2, 3, 4, 5, 6, 7, 8);
    LinkStats there = new LinkStats(10, 20, 30, 40, 50, 60, 70, 80);
    assertEquals(new LinkStats(11, 22, 33, 44, 55, 66, 77, 88), here.plus(there));
  }

  @Test
  void statsSince() {
    LinkStats early = new LinkStats(1, 2, 3, 4, 5, 6, 7, 8);
    LinkStats late = new LinkStats(11, 22, 33, 44, 55, 66, 77, 88);
    assertEquals(new LinkStats(10, 20, 30, 40, 50, 60, 70, 80), late.since(early));
  }

  private static Attributes xdp(String hex) {
    return Attributes.parse(ByteBuffer.wrap(Recording.bytes(hex)).order(ByteOrder.nativeOrder()));
  }
}
