package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Test;

/** That a grace period passes is the kernel's; here is what the way to it leaves: nothing. */
@KernelTest
class GracePeriodIT {
  private static final int TIMES = 50;

  @Test
  void onePassesAndNoMountAndNoDescriptorStays() throws IOException {
    assertTrue(GracePeriod.expedite());
    String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
    for (int i = 0; i < TIMES; i++) {
      assertTrue(GracePeriod.expedite());
    }
    assertEquals(mounts, Files.readString(Path.of("/proc/self/mountinfo")));
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      assertEquals(0, open.filter(GracePeriodIT::isOfRoot).count());
    }
  }

  @Test
  void whoMayNotMountGetsNone() throws InterruptedException {
    AtomicBoolean passed = new AtomicBoolean(true);
    Thread without =
        new Thread(
            () -> {
              dropCapabilities();
              passed.set(GracePeriod.expedite());
            });
    without.start();
    without.join();
    assertFalse(passed.get());
  }

  /** Of the calling thread alone: capset(2). */
  private static void dropCapabilities() {
    long capset = System.getProperty("os.arch").equals("amd64") ? 126 : 91;
    ByteBuffer version = Ffi.zeroed(8).putInt(0, 0x20080522);
    ByteBuffer none = Ffi.zeroed(24);
    long result = Ffi.libc().syscall(capset, Ffi.address(version), none, 0L);
    Reference.reachabilityFence(version);
    assertEquals(0, result);
  }

  private static boolean isOfRoot(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).equals(Path.of("/"));
    } catch (IOException e) {
      // closed meanwhile
      return false;
    }
  }
}
