package org.hookbench.kernel.bpf;

import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * Run counts and run times of all BPF programs, kept by the kernel from {@link #enable()} to {@link
 * #close()}. <b>Host-wide, and it slows every program</b> (an empty one from about 40 ns to 130
 * ns): never on in a timed slice.
 *
 * <p>Kernel 5.8 (BPF_ENABLE_STATS), CAP_SYS_ADMIN. Source: bpf(2).
 */
public final class ProgramStats implements AutoCloseable {
  private static final int BPF_STATS_RUN_TIME = 0;
  private final Fd fd;

  private ProgramStats(Fd fd) {
    this.fd = fd;
  }

  /** Turns the accounting on. */
  public static ProgramStats enable() {
    try {
      int fd = Ffi.libbpf().bpf_enable_stats(BPF_STATS_RUN_TIME);
      return new ProgramStats(new Fd(Sys.checkBpf(fd, "turn on BPF run statistics")));
    } catch (KernelException e) {
      throw e.withHint("needs kernel 5.8 and CAP_SYS_ADMIN");
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
