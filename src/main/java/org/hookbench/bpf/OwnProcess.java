package org.hookbench.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hookbench.kernel.KernelException;

/**
 * How a program in the kernel knows this process, whose pid is another one outside its namespace.
 */
final class OwnProcess {
  private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

  private OwnProcess() {}

  /** What {@code bpf_get_ns_current_pid_tgid} is to be called with, and the answer for us. */
  static Map<String, Long> constants() {
    try {
      return Map.of(
          "pid_namespace_device", (Long) Files.getAttribute(PID_NAMESPACE, "unix:dev"),
          "pid_namespace", (Long) Files.getAttribute(PID_NAMESPACE, "unix:ino"),
          "process", ProcessHandle.current().pid());
    } catch (IOException e) {
      throw new KernelException("find this process's pid namespace", 0, e.getMessage());
    }
  }
}
