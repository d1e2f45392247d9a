package org.hookbench.kernel;

import java.util.Optional;
import org.hookbench.ffi.Ffi;

/**
 * Held by the one HookBench run of a machine, for two would measure each other. A lock on a folder
 * that is there anyway: it leaves no file and ends with the process. Source: flock(2).
 */
public final class RunLock implements AutoCloseable {
  private static final String FOLDER = "/proc/sys/net";
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;

  private final Fd fd;

  private RunLock(Fd fd) {
    this.fd = fd;
  }

  /** Takes the lock, or nothing where another run holds it. */
  public static Optional<RunLock> tryTake() {
    Fd fd = Fd.open(FOLDER, 0);
    if (Ffi.libc().flock(fd.number(), LOCK_EX | LOCK_NB) == 0) {
      return Optional.of(new RunLock(fd));
    }
    fd.close();
    return Optional.empty();
  }

  @Override
  public void close() {
    fd.close();
  }
}
