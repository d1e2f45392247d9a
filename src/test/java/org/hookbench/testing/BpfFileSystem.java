package org.hookbench.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.Sys;

/** A BPF file system that is mounted nowhere: nobody else sees it, and it goes when closed. */
public final class BpfFileSystem implements AutoCloseable {
  private static final long FSOPEN = 430;
  private static final long FSCONFIG = 431;
  private static final long FSMOUNT = 432;
  private static final long CLOEXEC = 1;
  private static final long FSCONFIG_CMD_CREATE = 6;
  private static final long BPF = System.getProperty("os.arch").equals("amd64") ? 321 : 280;
  private static final long BPF_OBJ_PIN = 6;

  private final Fd mount;

  private BpfFileSystem(Fd mount) {
    this.mount = mount;
  }

  /** Makes one. */
  public static BpfFileSystem mount() {
    var libc = Ffi.libc();
    long fs = Sys.check(libc.syscall(FSOPEN, "bpf", CLOEXEC, 0L), "open a bpffs");
    try (Fd context = new Fd((int) fs)) {
      Sys.check(
          libc.syscall(FSCONFIG, (long) context.number(), FSCONFIG_CMD_CREATE, 0L, 0L, 0L, 0L),
          "make a bpffs");
      long mount = libc.syscall(FSMOUNT, (long) context.number(), CLOEXEC, 0L, 0L, 0L, 0L);
      return new BpfFileSystem(new Fd((int) Sys.check(mount, "mount a bpffs")));
    }
  }

  /**
   * Pins a map or program.
   *
   * @return the path
   */
  public String pin(int fd, String name) {
    String path = "/proc/" + ProcessHandle.current().pid() + "/fd/" + mount.number() + "/" + name;
    byte[] bytes = (path + "\0").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer text = Ffi.zeroed(bytes.length).put(bytes).flip();
    ByteBuffer attributes = Ffi.zeroed(16);
    attributes.putLong(0, Ffi.address(text)).putInt(8, fd);
    Sys.check(Ffi.libc().syscall(BPF, BPF_OBJ_PIN, attributes, 16), "pin to " + path);
    java.lang.ref.Reference.reachabilityFence(text);
    return path;
  }

  @Override
  public void close() {
    mount.close();
  }
}
