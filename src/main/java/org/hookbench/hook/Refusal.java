package org.hookbench.hook;

import java.util.Map;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;

/** What the kernel's refusal of an attach means to a user. */
final class Refusal {
  private static final Map<Integer, String> GENERAL =
      Map.of(
          Errno.ENODEV, "the device is gone",
          Errno.EPERM, "needs CAP_BPF and CAP_NET_ADMIN; run as root");

  private Refusal() {}

  /**
   * The failure in the user's words.
   *
   * @param hints what an errno means at this hook; what it means at every hook is known here
   */
  static KernelException of(
      Hook hook, Target target, KernelException cause, Map<Integer, String> hints) {
    int errno = cause.errno();
    String hint = hints.getOrDefault(errno, GENERAL.getOrDefault(errno, ""));
    KernelException e =
        new KernelException("attach " + hook.name() + " to " + target.device(), errno, hint);
    e.initCause(cause);
    return e;
  }
}
