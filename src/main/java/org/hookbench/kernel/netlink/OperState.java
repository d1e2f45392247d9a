package org.hookbench.kernel.netlink;

/** Whether an interface can carry packets, by RFC 2863; in the order of {@code linux/if.h}. */
public enum OperState {
  UNKNOWN,
  NOT_PRESENT,
  DOWN,
  LOWER_LAYER_DOWN,
  TESTING,
  DORMANT,
  UP;

  static OperState decode(int value) {
    OperState[] all = values();
    return value < all.length ? all[value] : UNKNOWN;
  }
}
