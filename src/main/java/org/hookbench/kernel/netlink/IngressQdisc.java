package org.hookbench.kernel.netlink;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The qdisc that holds a device's filters of traffic control beside the root qdisc: {@code clsact},
 * which has an ingress and an egress side, or {@code ingress}, which answers for its only side to
 * whoever asks for the other. A device has one of them at most.
 *
 * <p>Source: {@code net/sched/sch_ingress.c}, tc(8) on shared blocks.
 *
 * @param kind {@code clsact} or {@code ingress}
 * @param ingressBlock the number of the shared block that holds the filters of the ingress side, if
 *     one does: they run for every device of the block
 * @param egressBlock the same of the egress side
 */
public record IngressQdisc(String kind, OptionalInt ingressBlock, OptionalInt egressBlock) {
  private static final String CLSACT = "clsact";

  /** Whether it has both sides. */
  public boolean isClsact() {
    return kind.equals(CLSACT);
  }

  /** Whether filters can stand there. */
  public boolean has(Filter.At at) {
    return at == Filter.At.INGRESS || at == Filter.At.EGRESS && isClsact();
  }

  /** The shared block of a side, if it has one. */
  public OptionalInt block(Filter.At at) {
    return switch (at) {
      case INGRESS -> ingressBlock;
      case EGRESS -> egressBlock;
      case ROOT -> OptionalInt.empty();
    };
  }

  /**
   * Reads one message of a dump, which has the qdiscs of other interfaces too.
   *
   * @return empty for any other qdisc
   */
  static Optional<IngressQdisc> decode(NetlinkMessage message, int ifindex) {
    Attributes attributes = message.attributesAfter(RtnlAbi.TCMSG_SIZE);
    if (message.type() != RtnlAbi.RTM_NEWQDISC
        || message.payload().getInt(RtnlAbi.TCMSG_IFINDEX) != ifindex
        || message.payload().getInt(RtnlAbi.TCMSG_PARENT) != RtnlAbi.TC_H_CLSACT) {
      return Optional.empty();
    }
    return Optional.of(
        new IngressQdisc(
            attributes.string(RtnlAbi.TCA_KIND).orElse(""),
            block(attributes, RtnlAbi.TCA_INGRESS_BLOCK),
            block(attributes, RtnlAbi.TCA_EGRESS_BLOCK)));
  }

  private static OptionalInt block(Attributes attributes, int type) {
    return attributes.has(type) ? OptionalInt.of(attributes.u32(type)) : OptionalInt.empty();
  }
}
