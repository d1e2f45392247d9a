package org.hookbench.kernel.netns;

import java.nio.file.Path;
import org.hookbench.kernel.sys.KernelFile;

/**
 * The sysctls below {@code net} that each network namespace has for itself. Those that it has not
 * are either absent in a namespace that is not the host's, or read-only there.
 *
 * <p>Source: proc_sys_net(5), {@code Documentation/networking/ip-sysctl.rst}.
 */
public final class Sysctl {
  private Sysctl() {}

  /**
   * @param name with dots, e.g. {@code net.ipv4.ip_forward}; a slash stands for a dot in an
   *     interface's name
   * @throws org.hookbench.kernel.sys.KernelException where the namespace has no such sysctl
   */
  public static String get(NetNs namespace, String name) {
    return namespace.call(() -> KernelFile.read(file(name)));
  }

  /**
   * Needs root in the namespace.
   *
   * @throws org.hookbench.kernel.sys.KernelException where the kernel refuses
   */
  public static void set(NetNs namespace, String name, String value) {
    namespace.run(() -> KernelFile.write(file(name), value));
  }

  /** /proc/sys/net is the namespace of the thread that opens a file in it. */
  private static Path file(String name) {
    if (!name.matches("net(\\.[A-Za-z0-9_/-]+)+")) {
      throw new IllegalArgumentException("not a sysctl of a network namespace: " + name);
    }
    StringBuilder path = new StringBuilder("/proc/sys/");
    for (char c : name.toCharArray()) {
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return Path.of(path.toString());
  }
}
