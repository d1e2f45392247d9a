package org.hookbench.kernel.sys;

import java.util.Optional;
import java.util.stream.Stream;
import org.hookbench.kernel.ffi.Ffi;

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
   * @param host the process to follow: the parent, or an ancestor where a profiler such as perf
   *     stands between; where it is neither any more, this process halts at once
   */
  public static void follow(long host) {
    Sys.check(
        Ffi.libc().prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0),
        "follow the parent (PR_SET_PDEATHSIG)");
    boolean alive =
        Stream.iterate(ProcessHandle.current().parent(), Optional::isPresent, p -> p.get().parent())
            .anyMatch(p -> p.get().pid() == host);
    if (!alive) {
      Runtime.getRuntime().halt(1);
    }
  }
}
