package org.hookbench.kernel.sys;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.hookbench.kernel.ffi.Ffi;

/**
 * A child process that Java knows nothing of. It is waited for without a further thread. Source:
 * pidfd_open(2), pidfd_send_signal(2), wait4(2).
 */
public final class ChildProcess implements AutoCloseable {
  // the same number on every architecture, as of all calls since Linux 5.0
  private static final long PIDFD_OPEN = 434;
  private static final long PIDFD_SEND_SIGNAL = 424;
  private static final long SIGKILL = 9;
  private static final int WNOHANG = 1;
  private static final short POLLIN = 1;
  private static final int POLLFD_BYTES = 8;
  private static final int POLLFD_EVENTS = 4;
  // struct rusage begins with the time in user mode and in the kernel, each seconds and us
  private static final int RUSAGE_BYTES = 256;

  private final int pid;
  private final long started;
  private final Fd fd;
  private Optional<End> end = Optional.empty();

  /**
   * How it ended.
   *
   * @param code its exit code; of one that a signal ended 128 and the signal's number, as shells
   *     say
   * @param wallNanos from its start until its end was seen, ns
   * @param cpuNanos CPU time in user mode and in the kernel, of it and of those of its children
   *     that it has waited for, ns
   */
  public record End(int code, long wallNanos, long cpuNanos) {
    private static final int SIGNALLED = 128;
    private static final int MOST_SIGNAL = 64;

    /**
     * From what wait4(2) says.
     *
     * @param status as it encodes it
     */
    static End of(int status, long wallNanos, long cpuNanos) {
      int signal = status & 0x7f;
      int code = signal == 0 ? status >> 8 & 0xff : SIGNALLED + signal;
      return new End(code, wallNanos, cpuNanos);
    }

    /** In words, e.g. {@code "exit code 1"} or {@code "signal 9"}. */
    public String words() {
      int signal = code - SIGNALLED;
      return signal > 0 && signal <= MOST_SIGNAL ? "signal " + signal : "exit code " + code;
    }
  }

  private ChildProcess(int pid, long started, Fd fd) {
    this.pid = pid;
    this.started = started;
    this.fd = fd;
  }

  /**
   * A child of this process.
   *
   * @param started the System.nanoTime of its start
   * @throws KernelException where this process has no such child
   */
  static ChildProcess of(int pid, long started) {
    long fd = Ffi.libc().syscall(PIDFD_OPEN, pid, 0L, 0L, 0L, 0L, 0L);
    return new ChildProcess(pid, started, new Fd((int) Sys.check(fd, "watch process " + pid)));
  }

  /** Its process id. */
  public int pid() {
    return pid;
  }

  /** How it has ended; empty while it runs. */
  public Optional<End> end() {
    return await(Duration.ZERO);
  }

  /**
   * Waits for its end.
   *
   * @param most for so long; where it has not ended by then, the result is empty
   */
  public Optional<End> await(Duration most) {
    long until = System.nanoTime() + most.toNanos();
    while (end.isEmpty()) {
      long left = Math.max(0, until - System.nanoTime());
      ByteBuffer watched = Ffi.zeroed(POLLFD_BYTES);
      watched.putInt(0, fd.number()).putShort(POLLFD_EVENTS, POLLIN);
      int ready = Ffi.libc().poll(watched, 1, (int) Math.min(Integer.MAX_VALUE, ceilMillis(left)));
      if (ready > 0) {
        end = reap(WNOHANG);
      } else if (ready < 0 && Ffi.errno() != Errno.EINTR) {
        Sys.check(ready, "wait for process " + pid);
      } else if (System.nanoTime() - until >= 0) {
        return Optional.empty();
      }
    }
    return end;
  }

  /** Kills it; nothing where it has ended. */
  void kill() {
    Ffi.libc().syscall(PIDFD_SEND_SIGNAL, fd.number(), SIGKILL, 0L, 0L, 0L, 0L);
  }

  private static long ceilMillis(long nanos) {
    return (nanos + 999_999) / 1_000_000;
  }

  private Optional<End> reap(int options) {
    ByteBuffer status = Ffi.zeroed(Integer.BYTES);
    ByteBuffer usage = Ffi.zeroed(RUSAGE_BYTES);
    long wall = System.nanoTime() - started;
    int reaped = Ffi.libc().wait4(pid, status, options, usage);
    while (reaped < 0 && Ffi.errno() == Errno.EINTR) {
      reaped = Ffi.libc().wait4(pid, status, options, usage);
    }
    if (Sys.check(reaped, "wait for process " + pid) == 0) {
      return Optional.empty();
    }
    long micros = usage.getLong(8) + usage.getLong(24);
    long seconds = usage.getLong(0) + usage.getLong(16);
    return Optional.of(End.of(status.getInt(0), wall, seconds * 1_000_000_000 + micros * 1_000));
  }

  /** Waits for its end, however long that takes, and forgets it. */
  @Override
  public void close() {
    if (end.isEmpty()) {
      end = reap(0);
    }
    fd.close();
  }
}
