package org.hookbench.kernel.sys;

import java.nio.file.Path;
import org.hookbench.kernel.ffi.Ffi;

/**
 * A folder that no path of the machine leads to and that is gone with the process, even after
 * {@code kill -9}: a tmpfs that is mounted nowhere, reached through its descriptor.
 *
 * <p>Needs Linux 5.2 and CAP_SYS_ADMIN. Source: fsopen(2), fsmount(2).
 */
public final class VanishingFolder implements AutoCloseable {
  // the same numbers on every architecture, as of all calls since Linux 5.0
  private static final long FSOPEN = 430;
  private static final long FSCONFIG = 431;
  private static final long FSMOUNT = 432;
  private static final long CLOEXEC = 1;
  private static final long FSCONFIG_SET_STRING = 1;
  private static final long FSCONFIG_CMD_CREATE = 6;

  private final Fd mount;

  private VanishingFolder(Fd mount) {
    this.mount = mount;
  }

  /** One that an earlier program of this process made, by its descriptor. */
  public static VanishingFolder inherited(int descriptor) {
    return new VanishingFolder(new Fd(descriptor));
  }

  /**
   * Makes one. Its descriptor stays open over an exec.
   *
   * @throws KernelException where the kernel is too old or forbids it
   */
  public static VanishingFolder create() {
    var libc = Ffi.libc();
    long fs = Sys.check(libc.syscall(FSOPEN, "tmpfs", CLOEXEC, 0L), "open a tmpfs (fsopen)");
    try (Fd context = new Fd((int) fs)) {
      Sys.check(
          libc.syscall(
              FSCONFIG, (long) context.number(), FSCONFIG_SET_STRING, "mode", "0700", 0L, 0L),
          "close a tmpfs to others (fsconfig)");
      Sys.check(
          libc.syscall(FSCONFIG, (long) context.number(), FSCONFIG_CMD_CREATE, 0L, 0L, 0L, 0L),
          "make a tmpfs (fsconfig)");
      long mount = libc.syscall(FSMOUNT, (long) context.number(), 0L, 0L, 0L, 0L, 0L);
      return new VanishingFolder(new Fd((int) Sys.check(mount, "mount a tmpfs (fsmount)")));
    }
  }

  /** A path to it that holds in this process and in those that it starts, while this one lives. */
  public Path path() {
    return Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + mount.number());
  }

  /** The descriptor. */
  public int descriptor() {
    return mount.number();
  }

  @Override
  public void close() {
    mount.close();
  }
}
