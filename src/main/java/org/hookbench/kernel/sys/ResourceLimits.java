package org.hookbench.kernel.sys;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.hookbench.kernel.ffi.Ffi;

/** What this process may use at most. Source: setrlimit(2), for 64-bit machines. */
public final class ResourceLimits {
  private static final int RLIMIT_CPU = 0;
  private static final int RLIMIT_CORE = 4;
  private static final int RLIMIT_AS = 9;

  private ResourceLimits() {}

  /**
   * Limits this process; it can't go back. No core is written when it crashes.
   *
   * @param cpuSeconds of CPU time, all of the process's life; SIGXCPU then ends it
   * @param moreBytes of address space, beyond what it has now
   * @throws KernelException where the kernel refuses
   */
  public static void set(long cpuSeconds, long moreBytes) {
    String[] pages = KernelFile.read(Path.of("/proc/self/statm")).split(" ");
    long now = Long.parseLong(pages[0]) * Ffi.libc().getpagesize();
    set(RLIMIT_CORE, 0, 0);
    set(RLIMIT_CPU, cpuSeconds, cpuSeconds + 1);
    set(RLIMIT_AS, now + moreBytes, now + moreBytes);
  }

  private static void set(int resource, long soft, long hard) {
    ByteBuffer limits = Ffi.zeroed(2 * Long.BYTES).putLong(0, soft).putLong(Long.BYTES, hard);
    Sys.check(Ffi.libc().setrlimit(resource, limits), "set a resource limit (setrlimit)");
  }
}
