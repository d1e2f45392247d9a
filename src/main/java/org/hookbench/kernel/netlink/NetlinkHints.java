package org.hookbench.kernel.netlink;

import org.hookbench.kernel.sys.Capabilities;
import org.hookbench.kernel.sys.Denial;
import org.hookbench.kernel.sys.Errno;

/** What a user can do about a refusal, where the errno leaves no doubt of the cause. */
final class NetlinkHints {
  private NetlinkHints() {}

  static String of(NetlinkAck ack) {
    return switch (ack.errno()) {
      case Errno.EPERM, Errno.EACCES -> Denial.of(Capabilities.CAP_NET_ADMIN);
      case Errno.ENODEV -> "there is no such interface in this namespace";
      // where the kernel has words of its own, they say what exists or what is lacking
      case Errno.EEXIST -> ack.text().isEmpty() ? "it exists already" : "";
      case Errno.EOPNOTSUPP -> ack.text().isEmpty() ? "this kernel or driver lacks it" : "";
      default -> "";
    };
  }
}
