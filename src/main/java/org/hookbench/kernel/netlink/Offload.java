package org.hookbench.kernel.netlink;

/**
 * An offload that {@code ethtool -K} switches, with the two commands of {@code linux/ethtool.h}. In
 * the order in which they can be switched on: each needs some of those before it.
 */
public enum Offload {
  /** Scatter-gather: a packet may lie in several pieces. */
  SG("sg", 0x18, 0x19),
  /** Receive checksum. */
  RX_CHECKSUM("rx", 0x14, 0x15),
  /** Transmit checksum. */
  TX_CHECKSUM("tx", 0x16, 0x17),
  /** Generic segmentation offload: one large packet through the stack, cut before the driver. */
  GSO("gso", 0x23, 0x24),
  /** TCP segmentation offload: cut by the device; on veth not cut at all. */
  TSO("tso", 0x1e, 0x1f),
  /** Generic receive offload: segments put together again. */
  GRO("gro", 0x2b, 0x2c);

  private final String shortName;
  private final int getCommand;
  private final int setCommand;

  Offload(String shortName, int getCommand, int setCommand) {
    this.shortName = shortName;
    this.getCommand = getCommand;
    this.setCommand = setCommand;
  }

  /** As {@code ethtool -K} spells it, e.g. {@code tso}. */
  public String shortName() {
    return shortName;
  }

  int getCommand() {
    return getCommand;
  }

  int setCommand() {
    return setCommand;
  }
}
