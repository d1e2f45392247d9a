package org.hookbench.netlink;

import org.hookbench.kernel.Errno;

/** What a user can do about a refusal: the kernel's own words first, then ours. */
final class NetlinkHints {
  private NetlinkHints() {}

  static String of(NetlinkAck ack) {
    String advice =
        switch (ack.errno()) {
          case Errno.EPERM, Errno.EACCES -> "needs CAP_NET_ADMIN in this namespace: run as root";
          case Errno.ENODEV -> "there is no such interface in this namespace";
          case Errno.EEXIST -> "it exists already";
          case Errno.EOPNOTSUPP -> "this kernel or driver lacks it";
          default -> "";
        };
    if (ack.text().isEmpty()) {
      return advice;
    }
    String words = "the kernel says: " + ack.text();
    return advice.isEmpty() ? words : words + "; " + advice;
  }
}
