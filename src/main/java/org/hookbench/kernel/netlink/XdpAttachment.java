package org.hookbench.kernel.netlink;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The XDP program of an interface, whoever attached it, by netlink or by link.
 *
 * @param mode where it runs
 * @param programId the kernel's id of the program; 0 with {@link Mode#MULTI}
 * @param byMode the kernel's id of each mode's program
 */
public record XdpAttachment(Mode mode, int programId, Map<Mode, Integer> byMode) {
  /** One program. */
  public XdpAttachment(Mode mode, int programId) {
    this(mode, programId, Map.of(mode, programId));
  }

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

  private static final Map<Mode, Integer> BY_MODE =
      Map.of(
          Mode.NATIVE, RtnlAbi.IFLA_XDP_DRV_PROG_ID,
          Mode.GENERIC, RtnlAbi.IFLA_XDP_SKB_PROG_ID,
          Mode.OFFLOADED, RtnlAbi.IFLA_XDP_HW_PROG_ID);

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
    Mode mode = Mode.values()[attached - 1];
    return Optional.of(
        mode == Mode.MULTI
            ? new XdpAttachment(mode, 0, several(xdp))
            : new XdpAttachment(mode, xdp.u32(RtnlAbi.IFLA_XDP_PROG_ID, 0)));
  }

  private static Map<Mode, Integer> several(Attributes xdp) {
    Map<Mode, Integer> ids = new EnumMap<>(Mode.class);
    BY_MODE.forEach(
        (mode, attribute) -> {
          if (xdp.has(attribute)) {
            ids.put(mode, xdp.u32(attribute));
          }
        });
    return ids;
  }
}
