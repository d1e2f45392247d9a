package org.hookbench.kernel.netlink;

import java.util.List;
import java.util.Optional;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/** Asks the kernel for a route, which it may not have. */
final class RouteLookup {
  private RouteLookup() {}

  /**
   * The kernel's answer.
   *
   * @param request RTM_GETROUTE
   * @return empty where there is no route
   */
  static Optional<NetlinkMessage> exchange(
      NetlinkSocket socket, NetlinkRequest request, String operation) {
    List<NetlinkMessage> answers;
    try {
      answers = socket.exchange(request, operation);
    } catch (KernelException e) {
      if (e.errno() == Errno.ENETUNREACH || e.errno() == Errno.EHOSTUNREACH) {
        return Optional.empty();
      }
      throw e;
    }
    if (answers.isEmpty()) {
      throw new KernelException(operation, 0, "the kernel gave no answer");
    }
    return Optional.of(answers.get(0));
  }
}
