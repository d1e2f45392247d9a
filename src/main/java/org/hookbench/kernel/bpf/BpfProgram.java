package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.Structs.ProgInfo;
import org.hookbench.kernel.sys.Sys;

/**
 * A program that the kernel has loaded. Its descriptor belongs to the {@link BpfObject} that loaded
 * it.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class BpfProgram {
  private static final int FUNCTIONS = 256; // BPF_MAX_SUBPROGS, linux/bpf_verifier.h

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

  /**
   * Where the kernel keeps the program's machine code, as {@code /proc/kallsyms} lists it while
   * {@code net.core.bpf_jit_kallsyms} is 1.
   *
   * @return a range a function of it; none where it is interpreted, or where this process may not
   *     see the kernel's addresses
   */
  public List<Code> code() {
    ByteBuffer addresses = Ffi.zeroed(FUNCTIONS * Long.BYTES);
    ByteBuffer lengths = Ffi.zeroed(FUNCTIONS * Integer.BYTES);
    ByteBuffer info = Ffi.zeroed(ProgInfo.SIZE);
    info.putInt(ProgInfo.NR_JITED_KSYMS, FUNCTIONS);
    info.putLong(ProgInfo.JITED_KSYMS, Ffi.address(addresses));
    info.putInt(ProgInfo.NR_JITED_FUNC_LENS, FUNCTIONS);
    info.putLong(ProgInfo.JITED_FUNC_LENS, Ffi.address(lengths));
    filled(fd, info);
    KernelProgram named = KernelProgram.read(fd);
    String symbol = "bpf_prog_" + named.tag() + (named.name().isEmpty() ? "" : "_" + named.name());
    List<Code> code = new ArrayList<>();
    for (int i = 0; i < Math.min(FUNCTIONS, info.getInt(ProgInfo.NR_JITED_KSYMS)); i++) {
      long address = addresses.getLong(i * Long.BYTES);
      if (address != 0) {
        code.add(new Code(symbol, address, lengths.getInt(i * Integer.BYTES)));
      }
    }
    return List.copyOf(code);
  }

  /** What the verifier and the JIT compiler made of it. */
  public Image image() {
    ByteBuffer info = filled(fd, Ffi.zeroed(ProgInfo.SIZE));
    return new Image(
        info.getInt(ProgInfo.JITED_PROG_LEN),
        Integer.toUnsignedLong(info.getInt(ProgInfo.VERIFIED_INSNS)),
        KernelProgram.tag(info));
  }

  /** What the kernel says of a program, in what asks for it. */
  private static ByteBuffer filled(int fd, ByteBuffer info) {
    ByteBuffer length = Ffi.zeroed(Integer.BYTES).putInt(0, ProgInfo.SIZE);
    Sys.checkBpf(Ffi.libbpf().bpf_obj_get_info_by_fd(fd, info, length), "read program info");
    return info;
  }

  static Info info(int fd) {
    ByteBuffer info = filled(fd, Ffi.zeroed(ProgInfo.SIZE));
    return new Info(
        info.getInt(ProgInfo.ID),
        info.getLong(ProgInfo.RUN_CNT),
        info.getLong(ProgInfo.RUN_TIME_NS),
        info.getLong(ProgInfo.RECURSION_MISSES));
  }

  /**
   * The machine code of one of a program's functions.
   *
   * @param symbol the program's name in {@code /proc/kallsyms}: {@code bpf_prog_TAG_NAME}
   * @param address where it begins
   * @param bytes how long it is
   */
  public record Code(String symbol, long address, int bytes) {}

  /**
   * A program as it was loaded.
   *
   * @param jitedBytes machine code of all of its functions; 0 where it is interpreted
   * @param verifiedInstructions that the verifier looked at, on all paths; 0 before Linux 5.16
   * @param tag the kernel's hash of its instructions, 16 hexadecimal digits; constants, which lie
   *     in a map, are no part of it
   */
  public record Image(int jitedBytes, long verifiedInstructions, String tag) {}

  /**
   * The kernel's account of a program. Count and time grow only while {@link ProgramStats} are on.
   *
   * @param id the kernel's id
   * @param runCount runs so far
   * @param runTimeNanos time in them, ns; includes the accounting's own cost, some tens of ns a run
   * @param recursionMisses runs left out because the program was running on that CPU already; 0
   *     before Linux 5.12
   */
  public record Info(int id, long runCount, long runTimeNanos, long recursionMisses) {}
}
