package org.hookbench.kernel.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hookbench.ErrorMessage;

/**
 * Words that tell a process from all others, and by which it can be asked later whether it has
 * ended: its number, when it started, and in which PID namespace the number means it.
 *
 * <p>Source: proc(5), /proc/pid/stat; pid_namespaces(7).
 */
public final class ProcessMark {
  private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

  /** Of the fields behind the name, which may have blanks and brackets; starttime is the 22nd. */
  private static final int START_TIME = 22 - 3;

  private ProcessMark() {}

  /** This process's. */
  public static String ofThis() {
    long pid = ProcessHandle.current().pid();
    return pid + " " + startTime(pid) + " " + pidNamespace();
  }

  /**
   * Whether the process has ended. Of one of another PID namespace that can't be known, so false.
   *
   * @param mark as {@link #ofThis} of that process gave it
   */
  public static boolean hasEnded(String mark) {
    String[] parts = mark.split(" ");
    if (parts.length != 3 || !parts[0].matches("\\d{1,10}") || !parts[2].equals(pidNamespace())) {
      return false;
    }
    return !startTime(Long.parseLong(parts[0])).equals(parts[1]);
  }

  /** In ticks since boot; empty where there is no such process. */
  private static String startTime(long pid) {
    Path file = Path.of("/proc/" + pid + "/stat");
    try {
      String stat = KernelFile.readAll(file);
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_TIME];
    } catch (IOException e) {
      if (!Files.exists(file)) {
        return "";
      }
      throw new KernelException("read " + file, 0, ErrorMessage.of(e));
    }
  }

  private static String pidNamespace() {
    try {
      return Files.readSymbolicLink(PID_NAMESPACE).toString();
    } catch (IOException e) {
      throw new KernelException("read " + PID_NAMESPACE, 0, "is /proc mounted?");
    }
  }
}
