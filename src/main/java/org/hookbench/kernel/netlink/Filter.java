package org.hookbench.kernel.netlink;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A filter of traffic control, whoever added it, as {@code tc filter show} lists it. Source: tc(8),
 * {@code linux/pkt_cls.h}.
 *
 * @param at where it stands
 * @param kind of classifier, e.g. {@code bpf} or {@code flower}
 * @param handle its handle
 * @param priority its priority, which tc calls pref
 * @param protocol its ETH_P_*, e.g. 3 for all
 * @param chain its chain: packets begin at 0, and come to another by an action only
 * @param block the number of the shared block that it is in, if it is in one: it runs for every
 *     device of the block
 * @param programId the kernel's id of a bpf filter's program
 * @param name a bpf filter's own name
 */
public record Filter(
    At at,
    String kind,
    int handle,
    int priority,
    int protocol,
    int chain,
    OptionalInt block,
    OptionalInt programId,
    Optional<String> name) {

  /** The places of a device that filters are at. */
  public enum At {
    /** The ingress side of clsact, or the ingress qdisc. */
    INGRESS(RtnlAbi.TC_H_CLSACT_INGRESS),
    /** The egress side of clsact. */
    EGRESS(RtnlAbi.TC_H_CLSACT_EGRESS),
    /** The root qdisc. */
    ROOT(0);

    private final int parent;

    At(int parent) {
      this.parent = parent;
    }

    int parent() {
      return parent;
    }
  }

  /**
   * Reads one message of a dump.
   *
   * @return empty for what is none: the kernel also tells of each priority that has filters
   */
  static Optional<Filter> decode(NetlinkMessage message, At at) {
    Attributes attributes = message.attributesAfter(RtnlAbi.TCMSG_SIZE);
    ByteBuffer tc = message.payload();
    int handle = tc.getInt(RtnlAbi.TCMSG_HANDLE);
    if (message.type() != RtnlAbi.RTM_NEWTFILTER || handle == 0) {
      return Optional.empty();
    }
    int info = tc.getInt(RtnlAbi.TCMSG_INFO);
    String kind = attributes.string(RtnlAbi.TCA_KIND).orElse("");
    // other kinds give other meanings to the same numbers
    Attributes options =
        kind.equals("bpf") ? attributes.nested(RtnlAbi.TCA_OPTIONS) : Attributes.NONE;
    return Optional.of(
        new Filter(
            at,
            kind,
            handle,
            info >>> 16,
            protocol(info),
            attributes.u32(RtnlAbi.TCA_CHAIN, 0),
            tc.getInt(RtnlAbi.TCMSG_IFINDEX) == RtnlAbi.TCM_IFINDEX_MAGIC_BLOCK
                ? OptionalInt.of(tc.getInt(RtnlAbi.TCMSG_PARENT))
                : OptionalInt.empty(),
            options.has(RtnlAbi.TCA_BPF_ID)
                ? OptionalInt.of(options.u32(RtnlAbi.TCA_BPF_ID))
                : OptionalInt.empty(),
            options.string(RtnlAbi.TCA_BPF_NAME)));
  }

  /** The lower half of the info is in network order. */
  private static int protocol(int info) {
    ByteBuffer two = ByteBuffer.allocate(2).order(java.nio.ByteOrder.nativeOrder());
    return Short.toUnsignedInt(
        two.putShort(0, (short) info).order(java.nio.ByteOrder.BIG_ENDIAN).getShort(0));
  }
}
