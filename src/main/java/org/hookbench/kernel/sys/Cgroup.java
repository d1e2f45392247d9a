package org.hookbench.kernel.sys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.hookbench.ErrorMessage;
import org.hookbench.kernel.ffi.Ffi;

/**
 * A cgroup (v2) of our own, below the one that this process is in. A socket belongs for good to the
 * cgroup that its process was in when it was made.
 *
 * <p>Needs a mounted cgroup2 and the right to write to it. Source: cgroups(7).
 */
public final class Cgroup implements AutoCloseable {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final Path OWN = Path.of("/proc/self/cgroup");
  private static final String PROCESSES = "cgroup.procs";
  private static final String UNIFIED = "0::";
  private static final int O_DIRECTORY = 0x10000;
  // linux/magic.h; the type is a struct statfs's first field, of 120 bytes on 64-bit machines
  private static final long CGROUP2_SUPER_MAGIC = 0x63677270;
  private static final int STATFS_BYTES = 120;
  // with a random part, for process ids repeat in other pid namespaces
  private static final String PREFIX =
      "hookbench-" + pid() + "-" + Long.toHexString(new SecureRandom().nextLong()) + "-";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Set<Path> PARENTS_WITH_REMOVER = new HashSet<>();

  private final Path folder;
  private final Fd fd;

  private Cgroup(Path folder, Fd fd) {
    this.folder = folder;
    this.fd = fd;
  }

  /**
   * Makes a cgroup, which is gone when it is closed or, at the latest, when this process ends.
   *
   * @throws KernelException where there is no cgroup2, or no right to make one
   */
  public static synchronized Cgroup create() {
    Path parent = own();
    if (!PARENTS_WITH_REMOVER.contains(parent)) {
      CgroupRemover.start(parent, PREFIX);
      PARENTS_WITH_REMOVER.add(parent);
    }
    Path folder = parent.resolve(PREFIX + COUNT.incrementAndGet());
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw new KernelException(
          "make the cgroup " + folder, 0, "needs the right to write there; run as root");
    }
    return new Cgroup(folder, Fd.open(folder.toString(), O_DIRECTORY));
  }

  /**
   * Whether a folder is a cgroup (v2). Source: statfs(2).
   *
   * @param fd the folder's descriptor
   */
  public static boolean isOne(int fd) {
    ByteBuffer statistics = Ffi.zeroed(STATFS_BYTES);
    Sys.check(Ffi.libc().fstatfs(fd, statistics), "ask for a folder's file system");
    return statistics.getLong(0) == CGROUP2_SUPER_MAGIC;
  }

  /** Where a cgroup2 is mounted; empty where none is. */
  public static Optional<Path> mount() {
    return Mounts.parse(KernelFile.read(MOUNTS)).ofType("cgroup2").map(Mounts.Mount::point);
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

  /** Removes it; its sockets live on. What can't be removed yet is when this process ends. */
  @Override
  public void close() {
    fd.close();
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // somebody else's process is in it: the remover tries again
      return;
    }
  }

  private static void enter(Path cgroup) {
    Path procs = cgroup.resolve(PROCESSES);
    try {
      Files.writeString(procs, Long.toString(pid()));
    } catch (IOException e) {
      throw new KernelException("enter the cgroup " + cgroup, 0, ErrorMessage.of(e));
    }
  }

  /** The folder of the cgroup that this process is in. */
  private static Path own() {
    Mounts mounts = Mounts.parse(KernelFile.read(MOUNTS));
    Path path =
        path(KernelFile.read(OWN)).orElseThrow(() -> noneFound("this kernel has no cgroup2"));
    if (mounts.ofType("cgroup2").isEmpty()) {
      throw noneFound("no cgroup2 is mounted; mount -t cgroup2 none /sys/fs/cgroup");
    }
    return mounts.foldersOfCgroup(path).stream()
        .filter(Cgroup::holdsThisProcess)
        .findFirst()
        .orElseThrow(
            () ->
                noneFound(
                    "cgroup2 is mounted, but no mount shows "
                        + path
                        + ", which this process is in; mkdir -p /run/cgroup2 && mount -t cgroup2"
                        + " none /run/cgroup2"));
  }

  private static KernelException noneFound(String why) {
    return new KernelException("find the cgroup of this process", Errno.ENOENT, why);
  }

  /** A folder of the right name may be another's, where the mount that showed it is hidden. */
  private static boolean holdsThisProcess(Path folder) {
    try {
      return KernelFile.readAll(folder.resolve(PROCESSES))
          .lines()
          .anyMatch(Long.toString(pid())::equals);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The path of a process's cgroup in the hierarchy of cgroup2, if it has one.
   *
   * @param cgroups the text of {@code /proc/PID/cgroup}
   */
  public static Optional<Path> path(String cgroups) {
    return cgroups
        .lines()
        .filter(l -> l.startsWith(UNIFIED))
        .map(l -> Path.of(l.substring(UNIFIED.length())))
        .findFirst();
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }
}
