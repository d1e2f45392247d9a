package org.hookbench.kernel.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why the kernel may have answered EPERM: each cause is looked for, and named only where it is
 * there. Source: capabilities(7), user_namespaces(7), the Seccomp line of proc(5).
 */
public final class Denial {
  /** {@code PROC_USER_INIT_INO} of the kernel's {@code linux/proc_ns.h}. */
  private static final long FIRST_USER_NAMESPACE = 0xEFFFFFFDL;

  private static final Pattern SECCOMP = Pattern.compile("^Seccomp:\\s*2$", Pattern.MULTILINE);

  private Denial() {}

  /**
   * Of a call that needs these capabilities, what stands in its way.
   *
   * @return in words for a user; empty where nothing was found
   */
  public static String of(Capabilities... needed) {
    return of(status(), userNamespace(), needed);
  }

  /**
   * By what the kernel tells of a process.
   *
   * @param status the text of /proc/PID/status
   * @param userNamespace the inode number of its user namespace; empty where it can't be read
   */
  static String of(String status, Optional<Long> userNamespace, Capabilities... needed) {
    List<Capabilities> missing = new ArrayList<>(Arrays.asList(needed));
    missing.removeAll(Capabilities.effective(status));
    if (!missing.isEmpty()) {
      return "this process lacks "
          + missing.stream().map(Enum::name).collect(Collectors.joining(", "))
          + "; run it as root (sudo)";
    }
    if (isInner(userNamespace)) {
      return "this process is root in a user namespace only (a rootless container): run it as root"
          + " of the machine";
    }
    if (filtersSystemCalls(status)) {
      return "a seccomp filter is on, which may forbid it (containers have one unless told not to:"
          + " --security-opt seccomp=unconfined)";
    }
    return "";
  }

  /** Whether this process is in a user namespace below the machine's own. */
  public static boolean isInUserNamespace() {
    return isInner(userNamespace());
  }

  /** Whether a seccomp filter judges this process's system calls. */
  public static boolean filtersSystemCalls(String status) {
    Matcher m = SECCOMP.matcher(status);
    return m.find();
  }

  private static boolean isInner(Optional<Long> userNamespace) {
    return userNamespace.isPresent() && userNamespace.get() != FIRST_USER_NAMESPACE;
  }

  private static String status() {
    return KernelFile.read(Path.of("/proc/self/status"));
  }

  private static Optional<Long> userNamespace() {
    try {
      return Optional.of((Long) Files.getAttribute(Path.of("/proc/self/ns/user"), "unix:ino"));
    } catch (IOException e) {
      // a kernel without user namespaces, or no /proc
      return Optional.empty();
    }
  }
}
