package org.hookbench.kernel.sys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.hookbench.kernel.ffi.Ffi;

/**
 * Files that are memory and have no name, so that nothing is left of them when they are closed.
 *
 * <p>Source: memfd_create(2) (Linux 3.17).
 */
public final class MemoryFile {
  private static final int MFD_CLOEXEC = 1;

  private MemoryFile() {}

  /**
   * A file of zeros.
   *
   * @param bytes its length
   * @throws KernelException where the kernel has no memory or descriptor for it
   */
  public static FileChannel create(int bytes) throws IOException {
    try (Fd fd =
        new Fd(Sys.check(Ffi.libc().memfd_create("hookbench", MFD_CLOEXEC), "memfd_create"))) {
      Sys.check(Ffi.libc().ftruncate(fd.number(), bytes), "make a file in memory longer");
      // an open file of its own, which outlives this descriptor
      return FileChannel.open(
          Path.of("/proc/self/fd/" + fd.number()),
          StandardOpenOption.READ,
          StandardOpenOption.WRITE);
    }
  }
}
