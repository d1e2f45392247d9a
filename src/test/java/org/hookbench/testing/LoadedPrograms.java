package org.hookbench.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.hookbench.kernel.bpf.BpfCall;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.Structs.ProgInfo;
import org.hookbench.kernel.sys.Fd;

/** The eBPF programs that the kernel has loaded, whoever loaded them: what bpftool prog lists. */
public final class LoadedPrograms {
  private static final int BPF_PROG_GET_NEXT_ID = 11;
  private static final int NAME_BYTES = 16;

  private LoadedPrograms() {}

  /** How many have this name (the C function's, 15 characters at most). */
  public static long named(String name) {
    return names().stream().filter(name::equals).count();
  }

  /**
   * Waits until none has this name: the kernel frees a program some time after its last use.
   *
   * @throws AssertionError if there still is one after ten seconds
   */
  public static void awaitNone(String name) {
    await(() -> names().stream().filter(name::equals).toList());
  }

  /**
   * Waits until none of these numbers is a program's.
   *
   * @throws AssertionError if one still is after ten seconds
   */
  public static void awaitGone(Set<Integer> ids) {
    await(() -> ids().stream().filter(ids::contains).toList());
  }

  private static void await(Supplier<List<?>> left) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    for (List<?> now = left.get(); !now.isEmpty(); now = left.get()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(now.size() + " programs are left: " + now);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    ids().forEach(id -> name(id, names));
    return names;
  }

  /** The numbers of all of them. */
  public static List<Integer> ids() {
    List<Integer> ids = new ArrayList<>();
    ByteBuffer attr = Ffi.zeroed(12);
    while (BpfCall.of(BPF_PROG_GET_NEXT_ID, attr) == 0) {
      int id = attr.getInt(4);
      ids.add(id);
      attr.putInt(0, id);
    }
    return ids;
  }

  private static void name(int id, List<String> names) {
    int number = Ffi.libbpf().bpf_prog_get_fd_by_id(id);
    if (number < 0) {
      return; // it went between the two calls
    }
    try (Fd fd = new Fd(number)) {
      ByteBuffer info = Ffi.zeroed(ProgInfo.SIZE);
      ByteBuffer length = Ffi.zeroed(Integer.BYTES).putInt(0, ProgInfo.SIZE);
      if (Ffi.libbpf().bpf_obj_get_info_by_fd(fd.number(), info, length) == 0) {
        byte[] name = new byte[NAME_BYTES];
        info.get(ProgInfo.NAME, name);
        names.add(new String(name, StandardCharsets.US_ASCII).split("\0", 2)[0]);
      }
    }
  }
}
