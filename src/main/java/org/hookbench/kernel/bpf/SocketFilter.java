package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * The one place that a socket has for a filter, which runs when a packet is put into its receive
 * queue. This holds a descriptor of the socket of its own.
 *
 * <p>Kernel 3.19. Source: socket(7), {@code net/core/filter.c}.
 */
public final class SocketFilter implements AutoCloseable {
  private static final int SOL_SOCKET = 1;
  private static final int SO_GET_FILTER = 26;
  private static final int SO_DETACH_FILTER = 27;
  private static final int SO_ATTACH_BPF = 50;

  private final Fd socket;

  /**
   * @param socket a socket's descriptor, which stays its owner's
   */
  public SocketFilter(int socket) {
    this.socket = Fd.duplicate(socket);
  }

  /**
   * Attaches a program.
   *
   * @throws KernelException EEXIST if there is a filter, which the kernel would replace
   */
  public void attach(BpfProgram program) {
    String operation = "attach the socket filter";
    if (isTaken()) {
      throw new KernelException(operation, Errno.EEXIST, "");
    }
    set(SO_ATTACH_BPF, program.fd(), operation);
  }

  /** Detaches whatever filter there is. */
  public void detach() {
    set(SO_DETACH_FILTER, 0, "detach the socket filter");
  }

  /**
   * Whether there is a filter. The kernel gives back the instructions of a classic one, and says
   * EACCES where there is an eBPF program: that there is one, but not which.
   */
  public boolean isTaken() {
    ByteBuffer none = Ffi.zeroed(Integer.BYTES);
    ByteBuffer instructions = Ffi.zeroed(Integer.BYTES);
    int result =
        Ffi.libc().getsockopt(socket.number(), SOL_SOCKET, SO_GET_FILTER, none, instructions);
    if (result < 0 && Ffi.errno() == Errno.EACCES) {
      return true;
    }
    Sys.check(result, "read the socket filter");
    return instructions.getInt(0) > 0;
  }

  @Override
  public void close() {
    socket.close();
  }

  private void set(int option, int value, String operation) {
    ByteBuffer argument = Ffi.zeroed(Integer.BYTES).putInt(0, value);
    Sys.check(
        Ffi.libc().setsockopt(socket.number(), SOL_SOCKET, option, argument, Integer.BYTES),
        operation);
  }
}
