package org.hookbench.kernel.sys;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hookbench.kernel.ffi.Ffi;

/**
 * How long threads of this process have run. Where the kernel has CONFIG_IRQ_TIME_ACCOUNTING the
 * interrupts and softirqs that came meanwhile are not in it, else they are.
 *
 * <p>Source: clock_getcpuclockid(3), {@code include/linux/posix-timers.h}.
 */
public final class ThreadTime {
  private static final int TIMESPEC_BYTES = 16;

  /** CPUCLOCK_PERTHREAD_MASK | CPUCLOCK_SCHED: the clock of a thread, by the scheduler. */
  private static final int THREAD_CLOCK = 4 | 2;

  private ThreadTime() {}

  /** The CPU time, ns, of each thread that may run on one of some CPUs, by the thread's id. */
  public static Map<Integer, Long> ofThreadsOn(BitSet cpus) {
    ByteBuffer time = Ffi.zeroed(TIMESPEC_BYTES);
    Map<Integer, Long> nanos = new HashMap<>();
    Affinity.ofThreads()
        .forEach(
            (thread, allowed) -> {
              // a thread may have ended since it was listed
              if (allowed.intersects(cpus)
                  && Ffi.libc().clock_gettime(~thread << 3 | THREAD_CLOCK, time) == 0) {
                long seconds = time.getLong(0);
                nanos.put(thread, TimeUnit.SECONDS.toNanos(seconds) + time.getLong(8));
              }
            });
    return nanos;
  }
}
