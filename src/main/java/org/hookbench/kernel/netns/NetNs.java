package org.hookbench.kernel.netns;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.hookbench.ErrorMessage;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.FreshThread;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * A network namespace. An anonymous one has no name and no mount: it lives as long as its
 * descriptor, a thread inside it or a socket of it does, so that nothing of it outlives the
 * process, even after {@code kill -9}.
 *
 * <p>A namespace is entered a thread at a time. A thread that is started inside inherits it, and
 * with it keeps the namespace alive: start no thread and touch no shared pool inside {@link #call}.
 *
 * <p>Needs CAP_SYS_ADMIN. Source: network_namespaces(7), setns(2), unshare(2).
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class NetNs implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int LOCK_EX = 2;
  private static final Path PROC = Path.of("/proc");
  private static final Path NAMED = Path.of("/run/netns");
  private static final Path CURRENT = Path.of("/proc/thread-self/ns/net");

  private final String label;
  private final Fd fd;
  private final long inode;

  private NetNs(String label, Fd fd) {
    this.label = label;
    this.fd = fd;
    this.inode = inode(Path.of("/proc/self/fd/" + fd.number()));
  }

  /**
   * Makes a new anonymous namespace. Its loopback device is down.
   *
   * @param label what messages call it
   */
  public static NetNs anonymous(String label) {
    return FreshThread.call(
        "make a network namespace",
        () -> {
          Sys.check(Ffi.libc().unshare(CLONE_NEWNET), "make a network namespace (unshare)");
          return new NetNs(label, Fd.open(CURRENT.toString(), 0));
        });
  }

  /** Opens a namespace that {@code ip netns add} made. */
  public static NetNs named(String name) {
    return new NetNs(name, Fd.open(NAMED.resolve(name).toString(), 0));
  }

  /**
   * The names that {@code ip netns} lists, sorted. One may be left over from a namespace that is
   * gone: then {@link #named} throws.
   */
  public static List<String> names() {
    if (!Files.isDirectory(NAMED)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(NAMED)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new KernelException("list " + NAMED, 0, ErrorMessage.of(e));
    }
  }

  /**
   * Opens a namespace by a file, such as {@code /proc/4711/ns/net}.
   *
   * @throws KernelException EINVAL where the file is no network namespace
   */
  public static NetNs at(Path file) {
    Fd fd = Fd.open(file.toString(), 0);
    try {
      return FreshThread.call(
          "open " + file,
          () -> {
            NetNs opened = new NetNs(file.toString(), fd);
            opened.enter();
            return opened;
          });
    } catch (RuntimeException e) {
      fd.close();
      throw e;
    }
  }

  /**
   * A file for each namespace that a process is in which this one sees in {@code /proc}, of
   * containers too, sorted. A process may end meanwhile: then {@link #at} throws.
   */
  public static List<Path> filesOfProcesses() {
    Map<Path, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        Path file = process.resolve("ns/net");
        try {
          // net:[4026531840]
          files.putIfAbsent(Files.readSymbolicLink(file), file);
        } catch (IOException e) {
          continue; // it has ended, or is a thread of the kernel's
        }
      }
    } catch (IOException e) {
      throw new KernelException("list " + PROC, 0, ErrorMessage.of(e));
    }
    return files.values().stream().sorted().toList();
  }

  /** The namespace of the calling thread. */
  public static NetNs current() {
    return new NetNs("the current namespace", Fd.open(CURRENT.toString(), 0));
  }

  /**
   * Runs a task inside this namespace on the calling thread, and returns the thread to the
   * namespace that it was in, whatever the task does.
   */
  public <T> T call(Callable<T> task) {
    try (NetNs before = current()) {
      enter();
      try {
        return task.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      } finally {
        before.enter();
      }
    }
  }

  /** As {@link #call}, for a task without a result. */
  public void run(Task task) {
    call(
        () -> {
          task.run();
          return null;
        });
  }

  /** The descriptor, e.g. for netlink's IFLA_NET_NS_FD; owned by this object. */
  public int fd() {
    return fd.number();
  }

  /** The inode number that tells namespaces apart. */
  public long inode() {
    return inode;
  }

  /** What messages call it. */
  public String label() {
    return label;
  }

  /**
   * Makes sure that the calling thread is inside this namespace. An interface index means another
   * device in another namespace, so this stands before every attach.
   *
   * @throws IllegalStateException if it is not
   */
  public void requireCurrent() {
    if (inode(CURRENT) != inode) {
      throw new IllegalStateException("this thread is not in namespace " + label);
    }
  }

  /**
   * Waits for and takes this namespace's lock, so that two processes of HookBench don't change the
   * same devices at once; it ends with the descriptor, and so with the process. Source: flock(2).
   */
  @API(status = API.Status.INTERNAL)
  public Fd lock() {
    Fd lock = Fd.open("/proc/self/fd/" + fd.number(), 0);
    try {
      while (Ffi.libc().flock(lock.number(), LOCK_EX) < 0) {
        if (Ffi.errno() != Errno.EINTR) {
          Sys.check(-1, "lock namespace " + label);
        }
      }
      return lock;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public void close() {
    fd.close();
  }

  @Override
  public String toString() {
    return label + " (net:[" + inode + "])";
  }

  /** A task that may throw. */
  @FunctionalInterface
  public interface Task {
    void run() throws Exception;
  }

  /** Moves the calling thread into this namespace, for good; see setns(2). */
  @API(status = API.Status.INTERNAL)
  public void enter() {
    Sys.check(Ffi.libc().setns(fd.number(), CLONE_NEWNET), "enter namespace " + label);
  }

  private static long inode(Path path) {
    try {
      return (Long) Files.getAttribute(path, "unix:ino");
    } catch (IOException e) {
      throw new KernelException("read " + path, 0, "is /proc mounted?");
    }
  }
}
