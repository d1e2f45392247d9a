package org.hookbench.testing;

import java.io.File;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The descriptors that this process has open.
 *
 * <p>The JVM opens some for a moment whenever it likes (a class of a jar, a file of {@code /proc}),
 * and a thread that ends closes its own a little later: a single count is no evidence of a leak.
 */
public final class Descriptors {
  private static final int LOOKS = 5;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private Descriptors() {}

  /** How many are open: the fewest of a few looks. */
  public static int open() {
    int fewest = now();
    for (int i = 1; i < LOOKS; i++) {
      LockSupport.parkNanos(PAUSE);
      fewest = Math.min(fewest, now());
    }
    return fewest;
  }

  /**
   * Waits until no more than these many are open.
   *
   * @param what what may have left some, for the message
   * @throws AssertionError if there are more after ten seconds
   */
  public static void awaitAtMost(int most, String what) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    for (int now = now(); now > most; now = now()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(what + ": " + most + " descriptors became " + now);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private static int now() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }
}
