package org.hookbench.kernel.sys;

import java.util.concurrent.atomic.AtomicInteger;
import org.hookbench.kernel.ffi.Ffi;

/** A file descriptor that is closed once, however often {@link #close()} is called. */
public final class Fd implements AutoCloseable {
  private static final int F_DUPFD_CLOEXEC = 1030;

  private final AtomicInteger fd;

  /** Takes ownership of an open descriptor. */
  public Fd(int fd) {
    this.fd = new AtomicInteger(fd);
  }

  /**
   * Opens a path, close-on-exec.
   *
   * @param flags the access mode, e.g. 0 for O_RDONLY
   */
  public static Fd open(String path, int flags) {
    return new Fd(Sys.check(Ffi.libc().open(path, flags | 0x80000), "open " + path));
  }

  /** A second, close-on-exec descriptor of what one that belongs to somebody else stands for. */
  public static Fd duplicate(int fd) {
    return new Fd(Sys.check(Ffi.libc().fcntl(fd, F_DUPFD_CLOEXEC, 0), "duplicate a descriptor"));
  }

  /**
   * The descriptor's number.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public int number() {
    int n = fd.get();
    if (n < 0) {
      throw new IllegalStateException("file descriptor is closed");
    }
    return n;
  }

  @Override
  public void close() {
    int n = fd.getAndSet(-1);
    if (n >= 0) {
      Ffi.libc().close(n);
    }
  }
}
