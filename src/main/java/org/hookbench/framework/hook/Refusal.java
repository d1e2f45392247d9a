package org.hookbench.framework.hook;

import java.util.Map;
import org.hookbench.kernel.sys.Capabilities;
import org.hookbench.kernel.sys.Denial;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/** What the kernel's refusal of an attach means to a user. */
final class Refusal {
  private Refusal() {}

  /**
   * The failure in the user's words.
   *
   * @param hints what an errno means at this hook; what it means at every hook is known here
   */
  static KernelException of(
      Hook hook, Target target, KernelException cause, Map<Integer, String> hints) {
    int errno = cause.errno();
    String known = errno == 0 ? cause.hint() : hints.get(errno);
    KernelException e =
        new KernelException(
            "attach " + hook.name() + " to " + target.device(),
            errno,
            cause.words(),
            known == null ? general(errno) : known);
    e.initCause(cause);
    return e;
  }

  /** What an errno means at every hook. */
  private static String general(int errno) {
    return switch (errno) {
      case Errno.ENODEV -> Target.GONE;
      case Errno.EPERM -> Denial.of(Capabilities.CAP_BPF, Capabilities.CAP_NET_ADMIN);
      default -> "";
    };
  }
}
