package org.hookbench.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Sys;

/**
 * A thread with mounts of its own, which nobody else sees and which vanish with it: a bpffs for
 * pins, or none.
 */
public final class OwnMounts {
  private static final int CLONE_FS = 0x200;
  private static final int CLONE_NEWNS = 0x20000;
  private static final long MS_REC = 0x4000;
  private static final long MS_PRIVATE = 1 << 18;
  private static final String BPFFS = "/sys/fs/bpf";
  private static final String KERNEL_BTF = "/sys/kernel/btf";

  private OwnMounts() {}

  /** Runs a task where an empty bpffs is mounted. */
  public static <T> T withBpffs(Callable<T> task) throws Exception {
    return with("bpf", task);
  }

  /** Runs a task where no bpffs is mounted. */
  public static <T> T withoutBpffs(Callable<T> task) throws Exception {
    return with("tmpfs", task);
  }

  /** Runs a task where the kernel's BTF can't be read, as on a kernel without. */
  public static <T> T withoutKernelBtf(Callable<T> task) throws Exception {
    return with("tmpfs", KERNEL_BTF, task);
  }

  private static <T> T with(String type, Callable<T> task) throws Exception {
    return with(type, BPFFS, task);
  }

  private static <T> T with(String type, String folder, Callable<T> task) throws Exception {
    FutureTask<T> result =
        new FutureTask<>(
            () -> {
              Sys.check(Ffi.libc().unshare(CLONE_FS | CLONE_NEWNS), "unshare mounts");
              Sys.check(
                  Ffi.libc().mount("none", "/", null, MS_REC | MS_PRIVATE, null), "private mounts");
              Sys.check(Ffi.libc().mount(type, folder, type, 0, null), "mount " + type);
              return task.call();
            });
    Thread thread = new Thread(result, "own mounts");
    thread.start();
    try {
      return result.get();
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) e.getCause();
    }
  }
}
