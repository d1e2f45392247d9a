package org.hookbench.testing;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.hookbench.ffi.Ffi;
import org.hookbench.kernel.Affinity;

/**
 * Gives every thread of the test's JVM back the CPUs that the calling thread had before, for a lab
 * pins its own thread and keeps all others off.
 */
public final class CpuPlaces implements AutoCloseable {
  private static final int MASK_BYTES = 1024;
  private final BitSet before = Affinity.allowed();

  @Override
  public void close() {
    ByteBuffer mask = Ffi.zeroed(MASK_BYTES);
    mask.put(0, before.toByteArray());
    if (Ffi.libc().sched_setaffinity(0, MASK_BYTES, mask) != 0) {
      throw new AssertionError("can't have the CPUs " + before + " back");
    }
    Affinity.keepOff(new BitSet());
  }
}
