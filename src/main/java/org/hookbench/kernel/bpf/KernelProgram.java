package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.Structs.ProgInfo;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.Sys;

/**
 * A program that the kernel has loaded, whoever loaded it, as {@code bpftool prog show id ID} shows
 * it. Needs CAP_SYS_ADMIN.
 *
 * @param id the kernel's id
 * @param type {@code BPF_PROG_TYPE_*}
 * @param name the C function's, 15 characters at most; empty where it has none
 * @param tag a hash of its instructions, 16 hexadecimal digits
 * @param loadedNanos when it was loaded, in ns since the machine's start (CLOCK_BOOTTIME)
 * @param mapIds the kernel's ids of the maps that it uses or holds
 * @param runCount runs so far, while {@link ProgramStats} were on
 * @param runTimeNanos time in them, ns
 */
public record KernelProgram(
    int id,
    int type,
    String name,
    String tag,
    long loadedNanos,
    List<Integer> mapIds,
    long runCount,
    long runTimeNanos) {
  private static final int TAG_BYTES = 8;
  private static final int MAPS = 64; // MAX_USED_MAPS, linux/bpf_verifier.h

  /** The program of that id; empty if there is none any more. */
  public static Optional<KernelProgram> byId(int id) {
    int number = Ffi.libbpf().bpf_prog_get_fd_by_id(id);
    if (number == -Errno.ENOENT) {
      return Optional.empty();
    }
    try (Fd fd = new Fd(Sys.checkBpf(number, "open program " + id))) {
      return Optional.of(read(fd.number()));
    }
  }

  /**
   * The descriptor of the program of that id.
   *
   * @throws org.hookbench.kernel.sys.KernelException ENOENT if there is none any more
   */
  public static Fd open(int id) {
    return new Fd(Sys.checkBpf(Ffi.libbpf().bpf_prog_get_fd_by_id(id), "open program " + id));
  }

  static KernelProgram read(int fd) {
    ByteBuffer maps = Ffi.zeroed(MAPS * Integer.BYTES);
    ByteBuffer info = Ffi.zeroed(ProgInfo.SIZE);
    info.putInt(ProgInfo.NR_MAP_IDS, MAPS).putLong(ProgInfo.MAP_IDS, Ffi.address(maps));
    ByteBuffer length = Ffi.zeroed(Integer.BYTES).putInt(0, ProgInfo.SIZE);
    Sys.checkBpf(Ffi.libbpf().bpf_obj_get_info_by_fd(fd, info, length), "read program info");
    List<Integer> mapIds = new ArrayList<>();
    for (int i = 0; i < Math.min(MAPS, info.getInt(ProgInfo.NR_MAP_IDS)); i++) {
      mapIds.add(maps.getInt(i * Integer.BYTES));
    }
    return new KernelProgram(
        info.getInt(ProgInfo.ID),
        info.getInt(ProgInfo.TYPE),
        NoteMap.text(info, ProgInfo.NAME, NoteMap.NAME_BYTES),
        tag(info),
        info.getLong(ProgInfo.LOAD_TIME),
        List.copyOf(mapIds),
        info.getLong(ProgInfo.RUN_CNT),
        info.getLong(ProgInfo.RUN_TIME_NS));
  }

  /** The tag in what the kernel says of a program. */
  static String tag(ByteBuffer info) {
    byte[] tag = new byte[TAG_BYTES];
    info.get(ProgInfo.TAG, tag);
    return HexFormat.of().formatHex(tag);
  }
}
