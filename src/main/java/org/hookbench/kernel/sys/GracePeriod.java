package org.hookbench.kernel.sys;

import org.hookbench.kernel.ffi.Ffi;

/**
 * A grace period of RCU, made to pass at once. The kernel lets one pass before it attaches a
 * tracepoint's first program where none has passed since the last one left, and that takes three
 * ticks of its clock, 12 ms at 250 Hz. Where a mount goes, it has an expedited one, which asks the
 * other CPUs and is over in some 20 us; since Linux 6.0 that counts as well for who has only to
 * know that one has passed (get_state_synchronize_rcu).
 *
 * <p>The mount is a copy of the root directory's that is mounted nowhere (OPEN_TREE_CLONE) and goes
 * with its descriptor, so that nobody sees it and nothing of it can stay.
 *
 * <p>Needs Linux 6.0 and CAP_SYS_ADMIN to be of use. Source: namespace_unlock in fs/namespace.c,
 * tp_rcu_cond_sync in kernel/tracepoint.c, rcu_poll_gp_seq_end in kernel/rcu/tree.c.
 */
public final class GracePeriod {
  // the same numbers on every architecture, as of all calls since Linux 5.0
  private static final long OPEN_TREE = 428;
  private static final long AT_FDCWD = -100;
  private static final long CLONE_CLOEXEC = 1 | 0x80000;

  private GracePeriod() {}

  /**
   * Lets one pass.
   *
   * @return whether one has; not where the kernel has no open_tree(2) or forbids it, and whoever
   *     needs one waits for it
   */
  public static boolean expedite() {
    long mount = Ffi.libc().syscall(OPEN_TREE, AT_FDCWD, "/", CLONE_CLOEXEC);
    if (mount < 0) {
      return false;
    }
    new Fd((int) mount).close();
    return true;
  }
}
