package org.hookbench.kernel.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hookbench.ErrorMessage;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * How a program in the kernel knows this process, whose pid is another one outside its namespace.
 */
final class OwnProcess {
  private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

  private OwnProcess() {}

  /**
   * Tells the programs of an object, by the constants of {@code bpf/process.h}, and loads one.
   *
   * @throws KernelException where the kernel refuses; for want of a privilege, with what to do
   */
  static BpfProgram load(BpfObject object, String program) {
    object.constants(constants());
    try {
      return object.load(program);
    } catch (KernelException e) {
      throw e.errno() == Errno.EPERM ? e.withHint("needs root, or CAP_BPF and CAP_PERFMON") : e;
    }
  }

  /** What {@code bpf_get_ns_current_pid_tgid} is to be called with, and the answer for us. */
  private static Map<String, Long> constants() {
    try {
      return Map.of(
          "pid_namespace_device", (Long) Files.getAttribute(PID_NAMESPACE, "unix:dev"),
          "pid_namespace", (Long) Files.getAttribute(PID_NAMESPACE, "unix:ino"),
          "process", ProcessHandle.current().pid());
    } catch (IOException e) {
      throw new KernelException("find this process's pid namespace", 0, ErrorMessage.of(e));
    }
  }
}
