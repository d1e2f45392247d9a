package org.hookbench.kernel.sys;

import java.io.File;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.hookbench.kernel.ffi.Ffi;

/**
 * Which CPUs a thread may run on. A thread that is started inherits the affinity of the one that
 * starts it. Source: sched_setaffinity(2).
 */
public final class Affinity {
  // room for 8,192 CPUs: a mask shorter than the kernel's own is refused
  private static final int MASK_BYTES = 1024;
  private static final File THREADS = new File("/proc/self/task");

  private Affinity() {}

  /** The CPUs that the calling thread may run on. */
  public static BitSet allowed() {
    ByteBuffer mask = Ffi.zeroed(MASK_BYTES);
    Sys.check(Ffi.libc().sched_getaffinity(0, MASK_BYTES, mask), "read the CPU affinity");
    return BitSet.valueOf(mask);
  }

  /** Keeps the calling thread on one CPU. */
  public static void pin(int cpu) {
    BitSet one = new BitSet();
    one.set(cpu);
    set(0, one);
  }

  /**
   * Keeps every thread of the process, as they are now, off some CPUs; does nothing where that
   * would leave them none. A thread that is to run there pins itself afterwards.
   */
  public static void keepOff(BitSet cpus) {
    BitSet rest = allowed();
    rest.andNot(cpus);
    String[] threads = THREADS.list();
    if (rest.isEmpty() || threads == null) {
      return;
    }
    for (String thread : threads) {
      // a thread may have ended since it was listed: its failure is of no interest
      setQuietly(Integer.parseInt(thread), rest);
    }
  }

  private static void set(int thread, BitSet cpus) {
    Sys.check(setQuietly(thread, cpus), "set the CPU affinity to " + cpus);
  }

  private static int setQuietly(int thread, BitSet cpus) {
    ByteBuffer mask = Ffi.zeroed(MASK_BYTES);
    mask.put(0, cpus.toByteArray());
    return Ffi.libc().sched_setaffinity(thread, MASK_BYTES, mask);
  }
}
