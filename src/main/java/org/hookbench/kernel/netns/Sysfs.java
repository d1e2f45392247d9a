package org.hookbench.kernel.netns;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.FreshThread;
import org.hookbench.kernel.sys.Sys;

/**
 * The /sys that shows another namespace's interfaces. /sys/class/net follows the mount and not the
 * thread, so it takes a mount; that mount lives in a mount namespace of a thread's own and vanishes
 * with the thread, and nobody else ever sees it.
 *
 * <p>Needs CAP_SYS_ADMIN. Source: mount_namespaces(7).
 */
final class Sysfs {
  static final Path NET = Path.of("/sys/class/net");

  private static final int CLONE_FS = 0x200;
  private static final int CLONE_NEWNS = 0x20000;
  private static final long MS_REC = 0x4000;
  private static final long MS_PRIVATE = 1 << 18;

  private Sysfs() {}

  /** Runs a task on a thread of its own, for which /sys is that of the namespace. */
  static <T> T call(NetNs namespace, String what, Callable<T> task) {
    return FreshThread.call(
        what,
        () -> {
          Sys.check(Ffi.libc().unshare(CLONE_FS | CLONE_NEWNS), what + " (unshare mounts)");
          Sys.check(
              Ffi.libc().mount("none", "/", null, MS_REC | MS_PRIVATE, null),
              what + " (make mounts private)");
          return namespace.call(
              () -> {
                Sys.check(
                    Ffi.libc().mount("sysfs", "/sys", "sysfs", 0, null), what + " (mount /sys)");
                return task.call();
              });
        });
  }
}
