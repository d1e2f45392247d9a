package org.hookbench.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A cgroup (v2) of our own, below the one that this process is in. A socket belongs for good to the
 * cgroup that its process was in when it was made.
 *
 * <p>A cgroup is a folder, which nothing removes when its owner is killed. So a shell that ignores
 * the terminal's signals waits for this process's end of a pipe to close, by {@link #close()} or by
 * the process's death, and removes it then.
 *
 * <p>Needs a mounted cgroup2 and the right to write to it. Source: cgroups(7).
 */
public final class Cgroup implements AutoCloseable {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final Path OWN = Path.of("/proc/self/cgroup");
  private static final AtomicInteger COUNT = new AtomicInteger();
  // 100 rounds of 50 ms: a process that dies leaves its cgroup a little after its pipes
  private static final String REMOVER =
      "trap '' HUP INT TERM; read nothing; n=0; while [ -d \"$0\" ] && ! rmdir \"$0\" 2>/dev/null"
          + " && [ $n -lt 100 ]; do n=$((n+1)); sleep 0.05; done";
  private static final int O_DIRECTORY = 0x10000;

  private final Path folder;
  private final Process remover;
  private final Fd fd;

  private Cgroup(Path folder, Process remover, Fd fd) {
    this.folder = folder;
    this.remover = remover;
    this.fd = fd;
  }

  /**
   * Makes a cgroup. Call it outside of every namespace that is to vanish: the shell that will
   * remove the cgroup stays where it is started.
   *
   * @throws KernelException where there is no cgroup2, or no right to make one
   */
  public static Cgroup create() {
    Path folder =
        own().resolve("hookbench-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
    Process remover;
    try {
      remover =
          new ProcessBuilder("/bin/sh", "-c", REMOVER, folder.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new KernelException("start the shell that removes a cgroup", 0, e.getMessage());
    }
    try {
      Files.createDirectory(folder);
      return new Cgroup(folder, remover, Fd.open(folder.toString(), O_DIRECTORY));
    } catch (IOException e) {
      end(remover);
      throw new KernelException(
          "make the cgroup " + folder, 0, "needs the right to write there; run as root");
    }
  }

  /** The folder's descriptor, which a program is attached to. */
  public int fd() {
    return fd.number();
  }

  /** Runs a task with the whole process inside this cgroup. */
  public <T> T call(Callable<T> task) throws Exception {
    synchronized (Cgroup.class) {
      Path before = own();
      enter(folder);
      try {
        return task.call();
      } finally {
        enter(before);
      }
    }
  }

  @Override
  public void close() {
    fd.close();
    end(remover);
  }

  private static void end(Process remover) {
    try {
      remover.getOutputStream().close();
      remover.waitFor(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      // it has ended by itself, which is all that is wanted
      remover.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void enter(Path cgroup) {
    Path procs = cgroup.resolve("cgroup.procs");
    try {
      Files.writeString(procs, Long.toString(ProcessHandle.current().pid()));
    } catch (IOException e) {
      throw new KernelException("enter the cgroup " + cgroup, 0, e.getMessage());
    }
  }

  /** The folder of the cgroup that this process is in. */
  private static Path own() {
    try {
      return own(Files.readAllLines(MOUNTS), Files.readAllLines(OWN));
    } catch (IOException e) {
      throw new KernelException("read " + MOUNTS, 0, e.getMessage());
    }
  }

  /**
   * The folder of a process's cgroup.
   *
   * @param mounts lines of {@code /proc/PID/mountinfo}
   * @param cgroups lines of {@code /proc/PID/cgroup}
   */
  static Path own(List<String> mounts, List<String> cgroups) {
    Path mount =
        mounts.stream()
            .filter(l -> l.contains(" - cgroup2 "))
            .map(l -> Path.of(l.split(" ")[4].replace("\\040", " ")))
            .findFirst()
            .orElseThrow(
                () ->
                    new KernelException(
                        "find the cgroup of this process",
                        Errno.ENOENT,
                        "no cgroup2 is mounted; mount -t cgroup2 none /sys/fs/cgroup"));
    String path =
        cgroups.stream()
            .filter(l -> l.startsWith("0::"))
            .map(l -> l.substring("0::".length()))
            .findFirst()
            .orElse("/");
    return mount.resolve(path.substring(1)).normalize();
  }
}
