package org.hookbench.kernel.sys;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.ErrorMessage;
import org.hookbench.kernel.ffi.Ffi;

/**
 * Removes the cgroups of this process after its end, however that comes. A cgroup is a folder,
 * which nothing removes when its owner is killed: so a shell waits for the end of a pipe whose
 * other end only this process has.
 *
 * <p>The shell is no child of this process, in a session of its own and deaf to the signals of
 * terminals and service managers: what ends this process and those that it started does not end the
 * shell.
 */
final class CgroupRemover {
  private static final int O_CLOEXEC = 0x80000;

  // 200 rounds of 50 ms: a process that dies leaves its cgroup a little after its pipes
  private static final String WAIT_AND_REMOVE =
      """
      trap '' HUP INT QUIT TERM TSTP TTIN TTOU
      read -r nothing
      n=0
      while [ $n -lt 200 ]; do
        left=
        for folder in "$0"*; do
          [ ! -d "$folder" ] || rmdir "$folder" || left=1
        done
        [ -n "$left" ] || break
        n=$((n + 1))
        sleep 0.05
      done
      """;

  // a job in the background would have nothing to read from; without setsid it stays in our session
  private static final String START =
      """
      exec 3<&0
      $(command -v setsid) /bin/sh -c "$1" "$0" <&3 3<&- &
      """;

  private CgroupRemover() {}

  /**
   * Starts the shell.
   *
   * @param parent the folder that the cgroups lie in
   * @param prefix what the names of this process's cgroups begin with, and no others
   * @throws KernelException where it can't be started
   */
  static void start(Path parent, String prefix) {
    ByteBuffer ends = Ffi.zeroed(2 * Integer.BYTES);
    Sys.check(Ffi.libc().pipe2(ends, O_CLOEXEC), "make a pipe");
    // the other end is not closed: the kernel does that when this process ends
    try (Fd read = new Fd(ends.getInt(0))) {
      List<String> command =
          List.of("/bin/sh", "-c", START, parent.resolve(prefix).toString(), WAIT_AND_REMOVE);
      int code =
          new ProcessBuilder(command)
              .directory(new File("/"))
              .redirectInput(new File("/proc/self/fd/" + read.number()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (code != 0) {
        throw failure("it ended with exit code " + code);
      }
    } catch (IOException e) {
      throw failure(ErrorMessage.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("interrupted");
    }
  }

  private static KernelException failure(String why) {
    return new KernelException("start the shell that removes cgroups", 0, why);
  }
}
