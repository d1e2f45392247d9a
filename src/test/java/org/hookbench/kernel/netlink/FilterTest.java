package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Filters of traffic control from the bytes of a dump. */
class FilterTest {
  private static final int ALL_AT_PRIORITY_11 = 11 << 16 | 0x0300; // ETH_P_ALL in network order

  @Test
  void bpfFilterHasItsProgram() {
    NetlinkMessage message =
        message(
            RtnlAbi.RTM_NEWTFILTER,
            7,
            "bpf",
            r ->
                r.attributeU32(RtnlAbi.TCA_BPF_ID, 42)
                    .attributeString(RtnlAbi.TCA_BPF_NAME, "f:[42]"));
    assertEquals(
        Optional.of(
            new Filter(
                Filter.At.INGRESS,
                "bpf",
                7,
                11,
                3,
                0,
                OptionalInt.empty(),
                OptionalInt.of(42),
                Optional.of("f:[42]"))),
        Filter.decode(message, Filter.At.INGRESS));
  }

  @Test
  void aFilterOfASharedBlockNamesItAndItsChain() {
    NetlinkMessage message =
        Recording.message(
            new NetlinkRequest(RtnlAbi.RTM_NEWTFILTER, 0)
                .zeros(4)
                .u32(RtnlAbi.TCM_IFINDEX_MAGIC_BLOCK)
                .u32(7)
                .u32(22)
                .u32(ALL_AT_PRIORITY_11)
                .attributeU32(RtnlAbi.TCA_CHAIN, 5)
                .encode(1));
    Filter filter = Filter.decode(message, Filter.At.INGRESS).orElseThrow();
    assertEquals(OptionalInt.of(22), filter.block());
    assertEquals(5, filter.chain());
  }

  /** Its options are numbered otherwise: 11 is no program there. */
  @Test
  void filterOfAnotherKindHasNoProgram() {
    NetlinkMessage message =
        message(
            RtnlAbi.RTM_NEWTFILTER,
            0x80000800,
            "u32",
            r -> r.attributeU32(RtnlAbi.TCA_BPF_ID, 42).attributeU32(RtnlAbi.TCA_BPF_NAME, 1));
    assertEquals(
        Optional.of(
            new Filter(
                Filter.At.EGRESS,
                "u32",
                0x80000800,
                11,
                3,
                0,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty())),
        Filter.decode(message, Filter.At.EGRESS));
  }

  /** The kernel also sends one message a priority, and notes of what was deleted. */
  @Test
  void whatIsNoFilterIsLeftOut() {
    assertEquals(
        Optional.empty(),
        Filter.decode(message(RtnlAbi.RTM_NEWTFILTER, 0, "bpf", r -> {}), Filter.At.INGRESS));
    assertEquals(
        Optional.empty(),
        Filter.decode(message(RtnlAbi.RTM_NEWQDISC, 7, "clsact", r -> {}), Filter.At.INGRESS));
  }

  @Test
  void messageThatIsCutOffIsRefused() {
    byte[] bytes = new NetlinkRequest(RtnlAbi.RTM_NEWTFILTER, 0).zeros(12).encode(1);
    NetlinkMessage message = Recording.message(bytes);
    assertThrows(MalformedMessageException.class, () -> Filter.decode(message, Filter.At.INGRESS));
  }

  private static NetlinkMessage message(
      int type, int handle, String kind, java.util.function.Consumer<NetlinkRequest> options) {
    NetlinkRequest request =
        new NetlinkRequest(type, 0)
            .zeros(4)
            .u32(3)
            .u32(handle)
            .u32(RtnlAbi.TC_H_CLSACT_INGRESS)
            .u32(ALL_AT_PRIORITY_11)
            .attributeString(RtnlAbi.TCA_KIND, kind)
            .nested(RtnlAbi.TCA_OPTIONS, options);
    return Recording.message(request.encode(1));
  }
}
