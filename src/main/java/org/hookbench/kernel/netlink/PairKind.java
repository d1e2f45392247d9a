package org.hookbench.kernel.netlink;

import java.util.Locale;

/** Two devices that are made together, each the other's end. */
public enum PairKind {
  /** A veth pair. */
  VETH,
  /**
   * A netkit pair, Linux 6.7, whose devices carry whole Ethernet frames as veth's do (mode L2). The
   * end that is asked for is the primary one, where programs are attached.
   */
  NETKIT;

  /** The kind as {@code ip link add type} has it. */
  public String driver() {
    return name().toLowerCase(Locale.ROOT);
  }
}
