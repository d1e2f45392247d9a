package org.hookbench.kernel.sys;

import java.io.File;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.hookbench.kernel.ffi.Ffi;

/**
 * Which CPUs a thread may run on. A thread that is started inherits the affinity of the one that
 * starts it. Source: sched_setaffinity(2).
 */
public final class Affinity {
  // room for 8,192 CPUs: a mask shorter than the kernel's own is refused
  private static final int MASK_BYTES = 1024;
  private static final int SCHED_IDLE = 5;
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
   * Has the calling thread run only where a CPU has nothing else to do (SCHED_IDLE). It can't be
   * undone without a privilege. Source: sched(7).
   */
  static void onlyWhenIdle() {
    Sys.check(
        Ffi.libc().sched_setscheduler(0, SCHED_IDLE, Ffi.zeroed(Integer.BYTES)),
        "make a thread run only where a CPU is idle");
  }

  /**
   * Keeps every thread of the process, as they are now, off some CPUs; does nothing where that
   * would leave them none. A thread that is to run there pins itself afterwards.
   */
  public static void keepOff(BitSet cpus) {
    BitSet rest = allowed();
    rest.andNot(cpus);
    if (rest.isEmpty()) {
      return;
    }
    for (int thread : threads()) {
      // a thread may have ended since it was listed: its failure is of no interest
      setQuietly(thread, rest);
    }
  }

  /** The CPUs that each thread of the process may run on, by the thread's id. */
  public static Map<Integer, BitSet> ofThreads() {
    Map<Integer, BitSet> all = new HashMap<>();
    for (int thread : threads()) {
      ByteBuffer mask = Ffi.zeroed(MASK_BYTES);
      // a thread may have ended since it was listed
      if (Ffi.libc().sched_getaffinity(thread, MASK_BYTES, mask) >= 0) {
        all.put(thread, BitSet.valueOf(mask));
      }
    }
    return all;
  }

  /**
   * Gives every thread of the process the CPUs that it had.
   *
   * @param before from {@link #ofThreads}
   * @param others for threads that have been started since
   */
  public static void restore(Map<Integer, BitSet> before, BitSet others) {
    for (int thread : threads()) {
      setQuietly(thread, before.getOrDefault(thread, others));
    }
  }

  private static int[] threads() {
    String[] threads = THREADS.list();
    return threads == null
        ? new int[0]
        : Arrays.stream(threads).mapToInt(Integer::parseInt).toArray();
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
