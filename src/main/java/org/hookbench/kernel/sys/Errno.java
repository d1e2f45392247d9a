package org.hookbench.kernel.sys;

import java.util.Map;
import org.hookbench.kernel.ffi.Ffi;

/** The errno values that HookBench tells apart, and their names. Source: errno(3), Linux. */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int ENXIO = 6;
  public static final int EBADF = 9;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int ENODEV = 19;
  public static final int ENOTDIR = 20;
  public static final int EINVAL = 22;
  public static final int ENOSPC = 28;
  public static final int ERANGE = 34;
  public static final int ENOSYS = 38;
  public static final int E2BIG = 7;
  public static final int EOPNOTSUPP = 95;
  public static final int ENETUNREACH = 101;
  public static final int ECONNRESET = 104;
  public static final int ETIMEDOUT = 110;
  public static final int EHOSTUNREACH = 113;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(EPERM, "EPERM"),
          Map.entry(ENOENT, "ENOENT"),
          Map.entry(ESRCH, "ESRCH"),
          Map.entry(EINTR, "EINTR"),
          Map.entry(ENXIO, "ENXIO"),
          Map.entry(EBADF, "EBADF"),
          Map.entry(EAGAIN, "EAGAIN"),
          Map.entry(ENOMEM, "ENOMEM"),
          Map.entry(EACCES, "EACCES"),
          Map.entry(EBUSY, "EBUSY"),
          Map.entry(EEXIST, "EEXIST"),
          Map.entry(ENODEV, "ENODEV"),
          Map.entry(ENOTDIR, "ENOTDIR"),
          Map.entry(EINVAL, "EINVAL"),
          Map.entry(ENOSPC, "ENOSPC"),
          Map.entry(ERANGE, "ERANGE"),
          Map.entry(ENOSYS, "ENOSYS"),
          Map.entry(E2BIG, "E2BIG"),
          Map.entry(EOPNOTSUPP, "EOPNOTSUPP"),
          Map.entry(ENETUNREACH, "ENETUNREACH"),
          Map.entry(ETIMEDOUT, "ETIMEDOUT"),
          Map.entry(EHOSTUNREACH, "EHOSTUNREACH"));

  private Errno() {}

  /** For example {@code "EBUSY (Device or resource busy)"}; errors of libbpf's own by number. */
  public static String describe(int errno) {
    if (errno >= 4000) {
      return "libbpf error " + errno;
    }
    String name = NAMES.getOrDefault(errno, "errno " + errno);
    // the reason why nothing can be asked may itself be what is described
    return Ffi.refusal().isPresent() ? name : name + " (" + Ffi.libc().strerror(errno) + ")";
  }
}
