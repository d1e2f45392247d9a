package org.hookbench.kernel.sys;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hookbench.kernel.ffi.Ffi;

/**
 * A pid namespace for programs that others wrote. When it is closed, or when this process ends, by
 * whatever cause, the kernel kills every process in it: also those that have made themselves
 * daemons, left their process group or ignore signals.
 *
 * <p>Its first process is a shell that waits for the end of a pipe whose other end only this
 * process has. Needs CAP_SYS_ADMIN. Source: pid_namespaces(7).
 */
public final class PidNamespace implements AutoCloseable {
  private static final int CLONE_NEWPID = 0x20000000;
  private static final int O_CLOEXEC = 0x80000;
  private static final int O_RDWR = 2;
  private static final String NULL = "/dev/null";
  private static final List<String> FIRST = List.of("/bin/sh", "-c", "read -r nothing");

  private final Fd lifeline;
  private final Fd namespace;
  private final ChildProcess first;
  private final List<ChildProcess> started = new ArrayList<>();

  private PidNamespace(Fd lifeline, Fd namespace, ChildProcess first) {
    this.lifeline = lifeline;
    this.namespace = namespace;
    this.first = first;
  }

  /**
   * Makes one.
   *
   * @throws KernelException where the kernel refuses
   */
  public static PidNamespace create() {
    ByteBuffer ends = Ffi.zeroed(2 * Integer.BYTES);
    Sys.check(Ffi.libc().pipe2(ends, O_CLOEXEC), "make a pipe");
    Fd lifeline = new Fd(ends.getInt(Integer.BYTES));
    Optional<ChildProcess> first = Optional.empty();
    try (Fd read = new Fd(ends.getInt(0));
        Fd none = Fd.open(NULL, O_RDWR)) {
      int pid =
          FreshThread.call(
              "make a pid namespace",
              () -> {
                Sys.check(Ffi.libc().unshare(CLONE_NEWPID), "make a pid namespace (unshare)");
                return Spawn.start(FIRST, read.number(), none.number(), none.number());
              });
      first = Optional.of(ChildProcess.of(pid, System.nanoTime()));
      return new PidNamespace(
          lifeline, Fd.open("/proc/" + pid + "/ns/pid", 0), first.orElseThrow());
    } catch (RuntimeException e) {
      lifeline.close();
      first.ifPresent(ChildProcess::close);
      throw e;
    }
  }

  /**
   * Starts a program in it, as a child of this process, which is closed with it.
   *
   * @param command the program's path, and its arguments
   * @param out descriptor of its standard output
   * @param err of its standard error
   * @param before is run on the thread that starts it, whose namespaces and CPUs it inherits
   * @throws KernelException where it can't be started
   */
  public ChildProcess start(List<String> command, int out, int err, Callable<?> before) {
    try (Fd none = Fd.open(NULL, O_RDWR)) {
      ChildProcess child =
          FreshThread.call(
              "start a program",
              () -> {
                before.call();
                Sys.check(
                    Ffi.libc().setns(namespace.number(), CLONE_NEWPID), "enter a pid namespace");
                long begun = System.nanoTime();
                return ChildProcess.of(Spawn.start(command, none.number(), out, err), begun);
              });
      started.add(child);
      return child;
    }
  }

  /** Kills all that is in it, and waits until it is gone. */
  @Override
  public void close() {
    // with the first process the kernel kills all others
    first.kill();
    lifeline.close();
    namespace.close();
    // the first process stays until this one has taken notice of its own children's end
    started.forEach(ChildProcess::close);
    first.close();
  }
}
