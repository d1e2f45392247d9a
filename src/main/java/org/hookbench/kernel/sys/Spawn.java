package org.hookbench.kernel.sys;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.kernel.ffi.Ffi;

/**
 * Starts a program in a child process of the calling thread's namespaces and CPUs. Java's own way
 * would start a thread beside it, which would stay in these namespaces.
 *
 * <p>The program leads a process group of its own, so that no terminal's signal reaches it, and has
 * the signals as a shell's child has them. It stays in this process's session: the scheduler shares
 * CPUs out to sessions (autogroups), and two programs that share a CPU were seen to vary more from
 * run to run in two of them. Source: posix_spawn(3), sched(7).
 */
final class Spawn {
  // glibc has 80 and 336 bytes, musl less
  private static final int ACTIONS_BYTES = 256;
  private static final int ATTRIBUTES_BYTES = 1024;
  private static final int SIGSET_BYTES = 128;
  // HUP, INT, QUIT, PIPE, TERM, CHLD: what a parent may have ignored
  private static final long USUAL_SIGNALS = bits(1, 2, 3, 13, 15, 17);
  private static final short SETSIGDEF = 0x04;
  private static final short SETSIGMASK = 0x08;
  private static final short SETPGROUP = 0x02;

  private Spawn() {}

  /**
   * Starts a program.
   *
   * @param command the program's path, and its arguments
   * @param in descriptor of its standard input
   * @param out of its standard output
   * @param err of its standard error
   * @return its process id
   * @throws KernelException where it can't be started
   */
  static int start(List<String> command, int in, int out, int err) {
    String operation = "start " + command.get(0);
    var libc = Ffi.libc();
    ByteBuffer actions = Ffi.zeroed(ACTIONS_BYTES);
    ByteBuffer attributes = Ffi.zeroed(ATTRIBUTES_BYTES);
    check(libc.posix_spawn_file_actions_init(actions), operation);
    try {
      check(libc.posix_spawn_file_actions_adddup2(actions, in, 0), operation);
      check(libc.posix_spawn_file_actions_adddup2(actions, out, 1), operation);
      check(libc.posix_spawn_file_actions_adddup2(actions, err, 2), operation);
      check(libc.posix_spawnattr_init(attributes), operation);
      check(
          libc.posix_spawnattr_setflags(attributes, (short) (SETSIGDEF | SETSIGMASK | SETPGROUP)),
          operation);
      ByteBuffer none = Ffi.zeroed(SIGSET_BYTES);
      check(libc.posix_spawnattr_setsigmask(attributes, none), operation);
      ByteBuffer usual = Ffi.zeroed(SIGSET_BYTES).putLong(0, USUAL_SIGNALS);
      check(libc.posix_spawnattr_setsigdefault(attributes, usual), operation);
      List<ByteBuffer> strings = new ArrayList<>();
      ByteBuffer arguments = Reexec.pointers(bytes(command), strings);
      ByteBuffer environment = Reexec.pointers(bytes(environment()), strings);
      ByteBuffer pid = Ffi.zeroed(Integer.BYTES);
      int error =
          libc.posix_spawn(pid, command.get(0), actions, attributes, arguments, environment, 0);
      Reference.reachabilityFence(strings);
      check(error, operation);
      return pid.getInt(0);
    } finally {
      libc.posix_spawn_file_actions_destroy(actions);
    }
  }

  private static List<String> environment() {
    return System.getenv().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private static List<byte[]> bytes(List<String> texts) {
    return texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** These functions return an errno. */
  private static void check(int error, String operation) {
    if (error != 0) {
      throw new KernelException(operation, error, "");
    }
  }

  private static long bits(int... signals) {
    long bits = 0;
    for (int signal : signals) {
      bits |= 1L << (signal - 1);
    }
    return bits;
  }
}
