package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hookbench.kernel.sys.Errno;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NetlinkCodecTest {
  /** ip link set dev hb0 mtu 70000 (by iproute2, which does not ask for capped answers). */
  private static final String EXTENDED_ACK =
      """
      60 00 00 00 02 00 00 02 70 b3 03 6b e9 40 00 00
      ea ff ff ff 28 00 00 00 10 00 05 00 70 b3 03 6b
      00 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00
      00 00 00 00 08 00 04 00 70 11 01 00 24 00 01 00
      6d 74 75 20 67 72 65 61 74 65 72 20 74 68 61 6e
      20 64 65 76 69 63 65 20 6d 61 78 69 6d 75 6d 00
      """;

  /** ip -6 route replace 2001:2:0:1::/64 dev hb0 congctl cubic: success, capped. */
  private static final String SUCCESS =
      """
      24 00 00 00 02 00 00 01  70 b3 03 6b e3 40 00 00
      00 00 00 00 64 00 00 00  18 00 05 05 70 b3 03 6b
      00 00 00 00
      """;

  /** ip link add hb0 type veth peer name hb9, with hb0 there already: an error without words. */
  private static final String PLAIN_ERROR =
      """
      68 00 00 00 02 00 00 00 70 b3 03 6b ee 40 00 00
      ef ff ff ff 54 00 00 00 10 00 05 06 70 b3 03 6b
      00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
      00 00 00 00 08 00 03 00 68 62 30 00 2c 00 12 00
      08 00 01 00 76 65 74 68 20 00 02 00 1c 00 01 00
      00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
      08 00 03 00 68 62 39 00
      """;

  @Test
  void attributesSurviveTheRoundTrip() {
    byte[] bytes =
        new NetlinkRequest(99, NetlinkAbi.NLM_F_ACK)
            .u32(7)
            .attributeU32(1, -2)
            .attributeString(2, "hb0")
            .attributeChars(3, "cubic")
            .nested(4, n -> n.attributeU32(5, 6).nested(7, m -> m.attribute(8, new byte[] {9})))
            .attribute(9, new byte[0])
            .encode(123);

    NetlinkMessage message = Recording.message(bytes);
    Attributes attributes = message.attributesAfter(4);

    assertEquals(99, message.type());
    assertEquals(NetlinkAbi.NLM_F_REQUEST | NetlinkAbi.NLM_F_ACK, message.flags());
    assertEquals(123, message.sequence());
    assertEquals(7, message.payload().getInt(0));
    assertEquals(-2, attributes.u32(1));
    assertEquals(Optional.of("hb0"), attributes.string(2));
    assertEquals(Optional.of("cubic"), attributes.string(3));
    assertEquals(6, attributes.nested(4).u32(5));
    assertArrayEquals(new byte[] {9}, attributes.nested(4).nested(7).bytes(8));
    assertArrayEquals(new byte[0], attributes.bytes(9));
    assertFalse(attributes.has(10));
    assertEquals(0, bytes.length % NetlinkAbi.ALIGNMENT);
  }

  @Test
  void aRequestGrowsAsLongAsItMust() {
    NetlinkRequest request = new NetlinkRequest(99, 0);
    for (int i = 0; i < 1000; i++) {
      request.attribute(i, new byte[i % 40]);
    }
    assertEquals(1000, Recording.message(request.encode(1)).attributesAfter(0).count());
  }

  @Test
  void anAttributeThatItsLengthCannotHoldIsRefused() {
    NetlinkRequest request = new NetlinkRequest(99, 0);
    assertThrows(IllegalArgumentException.class, () -> request.attribute(1, new byte[0xfffc]));
    byte[] longest = new NetlinkRequest(99, 0).attribute(1, new byte[0xfffb]).encode(1);
    assertEquals(0xfffb, Recording.message(longest).attributesAfter(0).bytes(1).length);
  }

  @Test
  void theFlagsInAnAttributesTypeAreNoPartOfIt() {
    byte[] nestedFlag = Recording.bytes("08 00 05 80 2a 00 00 00");
    assertEquals(42, Attributes.parse(ByteBuffer.wrap(nestedFlag)).u32(5));
  }

  @Test
  void severalMessagesInOneDatagram() {
    byte[] twice = Recording.bytes(SUCCESS + EXTENDED_ACK);
    List<NetlinkMessage> messages = NetlinkMessage.parse(twice);
    assertEquals(2, messages.size());
    assertEquals(0, NetlinkAck.parse(messages.get(0)).errno());
    assertEquals(Errno.EINVAL, NetlinkAck.parse(messages.get(1)).errno());
  }

  @Test
  void theKernelsOwnWords() {
    NetlinkAck ack = NetlinkAck.parse(Recording.message(Recording.bytes(EXTENDED_ACK)));
    assertEquals(new NetlinkAck(Errno.EINVAL, "mtu greater than device maximum", -1), ack);
    assertEquals("", NetlinkHints.of(ack), "the kernel's words stand by themselves");
  }

  @Test
  void anErrorWithoutWordsGetsOurs() {
    NetlinkAck ack = NetlinkAck.parse(Recording.message(Recording.bytes(PLAIN_ERROR)));
    assertEquals(new NetlinkAck(Errno.EEXIST, "", -1), ack);
    assertEquals("it exists already", NetlinkHints.of(ack));
  }

  @Test
  void wordsInTheEndOfADump() {
    byte[] done =
        new NetlinkRequest(NetlinkAbi.NLMSG_DONE, NetlinkAbi.NLM_F_ACK_TLVS)
            .u32(-Errno.EINVAL)
            .attributeString(NetlinkAbi.NLMSGERR_ATTR_MSG, "no")
            .attributeU32(NetlinkAbi.NLMSGERR_ATTR_OFFS, 20)
            .encode(1);
    assertEquals(new NetlinkAck(Errno.EINVAL, "no", 20), NetlinkAck.parse(Recording.message(done)));
  }

  @Test
  void everyCutIsRefused() {
    byte[] whole = Recording.bytes(EXTENDED_ACK);
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(MalformedMessageException.class, () -> NetlinkMessage.parse(cut));
    }
  }

  @Test
  void anAcknowledgementCutAnywhereWithinIsRefusedOrSaysLess() {
    byte[] whole = Recording.bytes(EXTENDED_ACK);
    for (int length = NetlinkAbi.HEADER_SIZE; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      cut[0] = (byte) length;
      NetlinkMessage message = Recording.message(cut);
      boolean wordsAreAbsent = length == 60;
      if (wordsAreAbsent) {
        assertEquals("", NetlinkAck.parse(message).text());
      } else {
        assertThrows(MalformedMessageException.class, () -> NetlinkAck.parse(message));
      }
    }
  }

  @Test
  void lengthsThatPointOutsideAreNamed() {
    byte[] tooLong = Recording.bytes(SUCCESS);
    tooLong[0] = 0x25;
    assertMessage(
        "malformed netlink message: length 37 where 36 bytes are left",
        () -> NetlinkMessage.parse(tooLong));
    assertMessage(
        "malformed netlink message: attribute 5 of length 9 where 8 bytes are left",
        () -> Attributes.parse(ByteBuffer.wrap(Recording.bytes("09 00 05 00 2a 00 00 00"))));
    byte[] behindAnother = Recording.bytes(SUCCESS + SUCCESS);
    behindAnother[36] = 0x25;
    assertMessage(
        "malformed netlink message: length 37 where 36 bytes are left",
        () -> NetlinkMessage.parse(behindAnother));
    byte[] second = Recording.bytes("08 00 05 00 2a 00 00 00 09 00 06 00 2a 00 00 00");
    assertMessage(
        "malformed netlink message: attribute 6 of length 9 where 8 bytes are left",
        () -> Attributes.parse(ByteBuffer.wrap(second)));
    assertMessage(
        "malformed netlink message: attribute 5 of length 3 where 8 bytes are left",
        () -> Attributes.parse(ByteBuffer.wrap(Recording.bytes("03 00 05 00 2a 00 00 00"))));
    assertMessage(
        "malformed netlink message: attribute 5 has 2 bytes, where 4 are needed",
        () -> Attributes.parse(ByteBuffer.wrap(Recording.bytes("06 00 05 00 2a 00"))).u32(5));
    assertMessage(
        "malformed netlink message: attribute 4 is missing", () -> Attributes.NONE.u32(4));
  }

  @Tag("slow")
  @Test
  void garbageIsRefusedAndNeverHangsOrOverruns() {
    Random random = new Random(1);
    byte[] whole = Recording.resource("link-veth.hex");
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] garbage = whole.clone();
      for (int k = 0; k < 1 + i % 8; k++) {
        garbage[random.nextInt(garbage.length)] = (byte) random.nextInt();
      }
      if (!decodes(garbage)) {
        refused++;
      }
    }
    assertTrue(refused > 0 && refused < 20_000, "refused " + refused);
  }

  /** Any outcome but an object or a {@link MalformedMessageException} fails the test. */
  private static boolean decodes(byte[] datagram) {
    try {
      NetlinkMessage.parse(datagram).forEach(Link::decode);
      return true;
    } catch (MalformedMessageException e) {
      return false;
    }
  }

  private static void assertMessage(String expected, Executable e) {
    assertEquals(expected, assertThrows(MalformedMessageException.class, e).getMessage());
  }

  @Test
  void anEmptyDatagramHasNoMessage() {
    assertEquals(List.of(), NetlinkMessage.parse(new byte[0]));
  }
}
