package org.hookbench.testing;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Affinity;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives, after each test, every thread of the test's JVM back the CPUs that the calling thread had
 * before the test, for a testbed pins its own thread and keeps all others off.
 */
public final class CpuPlaces implements BeforeEachCallback, AfterEachCallback {
  private static final int MASK_BYTES = 1024;
  private BitSet before;

  @Override
  public void beforeEach(ExtensionContext context) {
    before = Affinity.allowed();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    ByteBuffer mask = Ffi.zeroed(MASK_BYTES);
    mask.put(0, before.toByteArray());
    if (Ffi.libc().sched_setaffinity(0, MASK_BYTES, mask) != 0) {
      throw new AssertionError("can't have the CPUs " + before + " back");
    }
    Affinity.keepOff(new BitSet());
  }
}
