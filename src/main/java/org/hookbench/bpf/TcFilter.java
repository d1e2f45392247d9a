package org.hookbench.bpf;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.hookbench.ffi.Ffi;
import org.hookbench.ffi.Structs.TcHook;
import org.hookbench.ffi.Structs.TcOpts;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;
import org.hookbench.kernel.Sys;

/**
 * A cls_bpf filter in direct-action mode at a clsact qdisc, named by device, direction, handle and
 * priority. Every call works in the calling thread's network namespace.
 *
 * <p>Kernel 4.5. Source: tc-bpf(8), libbpf's {@code bpf_tc_*}.
 *
 * @param ifindex the device
 * @param direction its ingress or egress side
 * @param handle the filter's handle
 * @param priority the filter's priority
 */
public record TcFilter(int ifindex, Direction direction, int handle, int priority) {
  /** The sides of clsact. */
  public enum Direction {
    INGRESS(1),
    EGRESS(2);

    private final int attachPoint;

    Direction(int attachPoint) {
      this.attachPoint = attachPoint;
    }
  }

  /**
   * Makes the clsact qdisc.
   *
   * @return false if it was there
   */
  public boolean createClsact() {
    int result = Ffi.libbpf().bpf_tc_hook_create(hook(direction.attachPoint));
    if (result == -Errno.EEXIST) {
      return false;
    }
    Sys.checkBpf(result, "make the clsact qdisc");
    return true;
  }

  /** Removes the clsact qdisc with all its filters, if it is there. */
  public void destroyClsact() {
    int qdisc = Direction.INGRESS.attachPoint | Direction.EGRESS.attachPoint;
    int result = Ffi.libbpf().bpf_tc_hook_destroy(hook(qdisc));
    if (result != -Errno.ENOENT && result != -Errno.EINVAL && result != -Errno.ENODEV) {
      Sys.checkBpf(result, "remove the clsact qdisc");
    }
  }

  /**
   * Adds the filter; never replaces one.
   *
   * @throws KernelException EEXIST if one of that handle and priority is there
   */
  public void attach(BpfProgram program) {
    ByteBuffer options = options();
    options.putInt(TcOpts.PROG_FD, program.fd());
    Sys.checkBpf(
        Ffi.libbpf().bpf_tc_attach(hook(direction.attachPoint), options), "attach the tc filter");
  }

  /** Removes the filter. */
  public void detach() {
    Sys.checkBpf(
        Ffi.libbpf().bpf_tc_detach(hook(direction.attachPoint), options()), "detach the tc filter");
  }

  /** The id of the filter's program, or empty if there is no such filter. */
  public OptionalInt programId() {
    ByteBuffer options = options();
    int result = Ffi.libbpf().bpf_tc_query(hook(direction.attachPoint), options);
    return result < 0 ? OptionalInt.empty() : OptionalInt.of(options.getInt(TcOpts.PROG_ID));
  }

  private ByteBuffer hook(int attachPoint) {
    ByteBuffer hook = Ffi.zeroed(TcHook.SIZE);
    hook.putLong(0, TcHook.SIZE);
    hook.putInt(TcHook.IFINDEX, ifindex);
    hook.putInt(TcHook.ATTACH_POINT, attachPoint);
    return hook;
  }

  private ByteBuffer options() {
    ByteBuffer options = Ffi.zeroed(TcOpts.SIZE);
    options.putLong(0, TcOpts.SIZE);
    options.putInt(TcOpts.HANDLE, handle);
    options.putInt(TcOpts.PRIORITY, priority);
    return options;
  }
}
