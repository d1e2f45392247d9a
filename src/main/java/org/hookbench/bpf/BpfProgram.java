package org.hookbench.bpf;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.hookbench.ffi.Ffi;
import org.hookbench.ffi.Structs.ProgInfo;
import org.hookbench.kernel.Sys;

/**
 * A program that the kernel has loaded. Its descriptor belongs to the {@link BpfObject} that loaded
 * it.
 */
public final class BpfProgram {
  private final String name;
  private final int fd;
  private final Optional<String> target;

  /**
   * @param target what the program's section names behind its slash
   */
  BpfProgram(String name, int fd, Optional<String> target) {
    this.name = name;
    this.fd = fd;
    this.target = target;
  }

  /** The tracepoint or function that a tracing program's section names, if it names one. */
  public Optional<String> target() {
    return target;
  }

  /** The C function's name. */
  public String name() {
    return name;
  }

  /** The program's descriptor. */
  public int fd() {
    return fd;
  }

  /** The kernel's id of the program, as {@code bpftool prog} lists it. */
  public int id() {
    return info().id();
  }

  /** What the kernel says of the program now. */
  public Info info() {
    return info(fd);
  }

  static Info info(int fd) {
    ByteBuffer info = Ffi.zeroed(ProgInfo.SIZE);
    ByteBuffer length = Ffi.zeroed(Integer.BYTES).putInt(0, ProgInfo.SIZE);
    Sys.checkBpf(Ffi.libbpf().bpf_obj_get_info_by_fd(fd, info, length), "read program info");
    return new Info(
        info.getInt(ProgInfo.ID),
        info.getLong(ProgInfo.RUN_CNT),
        info.getLong(ProgInfo.RUN_TIME_NS));
  }

  /**
   * The kernel's account of a program. Count and time grow only while {@link ProgramStats} are on.
   *
   * @param id the kernel's id
   * @param runCount runs so far
   * @param runTimeNanos time in them, ns; includes the accounting's own cost, some tens of ns a run
   */
  public record Info(int id, long runCount, long runTimeNanos) {}
}
