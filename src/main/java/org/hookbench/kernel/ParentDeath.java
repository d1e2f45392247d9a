package org.hookbench.kernel;

import org.hookbench.ffi.Ffi;

/** Ends this process when its parent ends. Source: prctl(2), PR_SET_PDEATHSIG. */
public final class ParentDeath {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int SIGKILL = 9;

  private ParentDeath() {}

  /**
   * From now on the death of the parent, by whatever cause, kills this process. The setting belongs
   * to the calling thread and ends with it; the kernel sends the signal when the parent's thread
   * that started this process ends.
   *
   * @param parent the parent's process id: if it is no longer this, the process halts at once
   */
  public static void follow(long parent) {
    Sys.check(
        Ffi.libc().prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0),
        "follow the parent (PR_SET_PDEATHSIG)");
    if (Ffi.libc().getppid() != parent) {
      Runtime.getRuntime().halt(1);
    }
  }
}
