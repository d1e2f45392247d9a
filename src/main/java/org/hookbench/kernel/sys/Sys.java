package org.hookbench.kernel.sys;

import org.hookbench.kernel.ffi.Ffi;

/** The one funnel from a return code to a {@link KernelException}. */
public final class Sys {
  private Sys() {}

  /**
   * Checks the result of a C library call, which signals failure by -1 and errno.
   *
   * @return the result, where it is not negative
   * @throws KernelException with the errno of this thread's last foreign call
   */
  public static int check(int result, String operation) {
    if (result < 0) {
      throw new KernelException(operation, Ffi.errno(), "");
    }
    return result;
  }

  /** As {@link #check(int, String)}, for calls that return a {@code ssize_t}. */
  public static long check(long result, String operation) {
    if (result < 0) {
      throw new KernelException(operation, Ffi.errno(), "");
    }
    return result;
  }

  /**
   * Checks the result of a libbpf call, which signals failure by a negative errno.
   *
   * @return the result, where it is not negative
   */
  public static int checkBpf(int result, String operation) {
    if (result < 0) {
      throw new KernelException(operation, -result, "");
    }
    return result;
  }
}
