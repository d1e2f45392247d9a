package org.hookbench.netlink;

import java.util.Optional;

/**
 * The XDP program of an interface, whoever attached it, by netlink or by link.
 *
 * @param mode where it runs
 * @param programId the kernel's id of the program; 0 with {@link Mode#MULTI}
 */
public record XdpAttachment(Mode mode, int programId) {

  /** In the order of {@code XDP_ATTACHED_*}, of which 0 means none. */
  public enum Mode {
    /** xdpdrv: in the driver. */
    NATIVE,
    /** xdpgeneric: in the network core, on an skb. */
    GENERIC,
    /** xdpoffload: on the network card. */
    OFFLOADED,
    /** More than one of these at a time. */
    MULTI
  }

  static Optional<XdpAttachment> decode(Attributes xdp) {
    if (!xdp.has(RtnlAbi.IFLA_XDP_ATTACHED)) {
      return Optional.empty();
    }
    int attached = xdp.u8(RtnlAbi.IFLA_XDP_ATTACHED);
    if (attached == 0) {
      return Optional.empty();
    }
    if (attached > Mode.values().length) {
      throw new MalformedMessageException("XDP attach mode " + attached);
    }
    return Optional.of(
        new XdpAttachment(Mode.values()[attached - 1], xdp.u32(RtnlAbi.IFLA_XDP_PROG_ID, 0)));
  }
}
