package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IngressQdiscTest {
  private static final OptionalInt NONE = OptionalInt.empty();

  private static NetlinkMessage message(int type, int ifindex, int parent, String kind) {
    return Recording.message(
        new NetlinkRequest(type, 0)
            .zeros(4)
            .u32(ifindex)
            .u32(RtnlAbi.TC_H_CLSACT_HANDLE)
            .u32(parent)
            .u32(0)
            .attributeString(RtnlAbi.TCA_KIND, kind)
            .attributeU32(RtnlAbi.TCA_EGRESS_BLOCK, 22)
            .encode(1));
  }

  @Test
  void theBlocksAreThoseOfTheirSides() {
    NetlinkMessage message = message(RtnlAbi.RTM_NEWQDISC, 3, RtnlAbi.TC_H_CLSACT, "clsact");
    IngressQdisc qdisc = IngressQdisc.decode(message, 3).orElseThrow();
    assertEquals(new IngressQdisc("clsact", NONE, OptionalInt.of(22)), qdisc);
    assertEquals(NONE, qdisc.block(Filter.At.INGRESS));
    assertEquals(OptionalInt.of(22), qdisc.block(Filter.At.EGRESS));
    assertEquals(NONE, qdisc.block(Filter.At.ROOT));
  }

  @Test
  void everyOtherQdiscIsLeftOut() {
    int clsact = RtnlAbi.TC_H_CLSACT;
    for (NetlinkMessage other :
        new NetlinkMessage[] {
          message(RtnlAbi.RTM_NEWQDISC, 4, clsact, "clsact"),
          message(RtnlAbi.RTM_NEWQDISC, 3, -1, "noqueue"),
          message(RtnlAbi.RTM_DELQDISC, 3, clsact, "clsact")
        }) {
      assertEquals(Optional.empty(), IngressQdisc.decode(other, 3));
    }
  }

  @Test
  void ingressHasOneSide() {
    IngressQdisc clsact = new IngressQdisc("clsact", NONE, NONE);
    IngressQdisc ingress = new IngressQdisc("ingress", NONE, NONE);
    assertTrue(clsact.has(Filter.At.INGRESS) && clsact.has(Filter.At.EGRESS));
    assertTrue(ingress.has(Filter.At.INGRESS));
    assertFalse(ingress.has(Filter.At.EGRESS));
    assertFalse(clsact.has(Filter.At.ROOT));
  }
}
