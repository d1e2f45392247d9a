package org.hookbench.kernel.bpf;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.Structs.ProgQuery;
import org.hookbench.kernel.ffi.Structs.ProgQueryOpts;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * The programs that are attached somewhere, in the order that they run, whoever attached them.
 * Works in the calling thread's network namespace.
 *
 * <p>By the bare system call: {@code bpf_prog_query_opts} of libbpf 1.1 does not give the links.
 * Source: bpf(2), {@code BPF_PROG_QUERY}; for tcx Linux 6.6.
 */
public final class ProgramQuery {
  private static final int BPF_PROG_QUERY = 16;
  private static final int PROGRAMS = 64; // BPF_MPROG_MAX, linux/bpf_mprog.h

  private ProgramQuery() {}

  /**
   * One program.
   *
   * @param programId the kernel's id
   * @param linkId the kernel's id of the link that attached it; empty where none did
   */
  public record Entry(int programId, OptionalInt linkId) {}

  /**
   * The programs that are attached to a cgroup itself, and how.
   *
   * @param programIds the kernel's ids
   * @param flags BPF_F_ALLOW_* that they were attached with
   */
  public record AtCgroup(List<Integer> programIds, int flags) {
    private static final int BPF_F_ALLOW_OVERRIDE = 1;
    private static final int BPF_F_ALLOW_MULTI = 2;

    /** Whether one program has the place for itself, so that no other is let in. */
    public boolean isTaken() {
      return !programIds.isEmpty() && (flags & BPF_F_ALLOW_MULTI) == 0;
    }

    /** Whether that program gives way to those of a cgroup below. */
    public boolean isOverridable() {
      return (flags & BPF_F_ALLOW_OVERRIDE) != 0;
    }
  }

  /**
   * Asks for what is attached to a cgroup itself, not to those above.
   *
   * @param cgroup the descriptor of its folder
   * @return nothing, too, where the kernel does not know the type
   * @throws KernelException EPERM without CAP_NET_ADMIN
   */
  public static AtCgroup atCgroup(int cgroup, AttachType type) {
    ByteBuffer programs = Ffi.zeroed(PROGRAMS * Integer.BYTES);
    ByteBuffer attr = Ffi.zeroed(ProgQuery.SIZE);
    attr.putInt(ProgQuery.TARGET_FD, cgroup);
    attr.putInt(ProgQuery.ATTACH_TYPE, type.number());
    attr.putLong(ProgQuery.PROG_IDS, Ffi.address(programs));
    attr.putInt(ProgQuery.PROG_CNT, PROGRAMS);
    long result = BpfCall.of(BPF_PROG_QUERY, attr);
    int errno = result < 0 ? Ffi.errno() : 0;
    Reference.reachabilityFence(programs);
    if (errno == Errno.EINVAL) {
      return new AtCgroup(List.of(), 0);
    }
    // with more than there is room for the kernel gives those that fit, and ENOSPC
    if (errno != 0 && errno != Errno.ENOSPC) {
      throw new KernelException("list the BPF programs of a cgroup", errno, "");
    }
    return new AtCgroup(
        ids(programs, attr.getInt(ProgQuery.PROG_CNT)), attr.getInt(ProgQuery.ATTACH_FLAGS));
  }

  /**
   * The ids of the programs at one place, by libbpf: all that its 1.1 can ask for.
   *
   * @param target the descriptor of a cgroup or a map
   * @param type {@code enum bpf_attach_type}
   * @param flags {@code BPF_F_QUERY_*}
   * @return the first {@value #PROGRAMS} of them
   * @throws KernelException as the kernel refuses
   */
  static List<Integer> ids(int target, int type, int flags, String operation) {
    ByteBuffer programs = Ffi.zeroed(PROGRAMS * Integer.BYTES);
    ByteBuffer options = Ffi.zeroed(ProgQueryOpts.SIZE);
    options.putLong(0, ProgQueryOpts.SIZE);
    options.putInt(ProgQueryOpts.QUERY_FLAGS, flags);
    options.putLong(ProgQueryOpts.PROG_IDS, Ffi.address(programs));
    options.putInt(ProgQueryOpts.PROG_CNT, PROGRAMS);
    int result = Ffi.libbpf().bpf_prog_query_opts(target, type, options);
    Reference.reachabilityFence(programs);
    // with more than there is room for the kernel gives those that fit, and ENOSPC
    if (result != -Errno.ENOSPC) {
      Sys.checkBpf(result, operation);
    }
    return ids(programs, options.getInt(ProgQueryOpts.PROG_CNT));
  }

  private static List<Integer> ids(ByteBuffer programs, int count) {
    return IntStream.range(0, Math.min(count, PROGRAMS))
        .mapToObj(i -> programs.getInt(i * Integer.BYTES))
        .toList();
  }

  /**
   * Asks.
   *
   * @param target an interface index
   * @param type e.g. {@link AttachType#TCX_INGRESS}
   * @return nothing, too, where the kernel does not know the type or the device has gone
   */
  public static List<Entry> of(int target, AttachType type) {
    ByteBuffer programs = Ffi.zeroed(PROGRAMS * Integer.BYTES);
    ByteBuffer links = Ffi.zeroed(PROGRAMS * Integer.BYTES);
    ByteBuffer attr = Ffi.zeroed(ProgQuery.SIZE);
    attr.putInt(ProgQuery.TARGET_FD, target);
    attr.putInt(ProgQuery.ATTACH_TYPE, type.number());
    attr.putLong(ProgQuery.PROG_IDS, Ffi.address(programs));
    attr.putInt(ProgQuery.PROG_CNT, PROGRAMS);
    attr.putLong(ProgQuery.LINK_IDS, Ffi.address(links));
    long result = BpfCall.of(BPF_PROG_QUERY, attr);
    int errno = result < 0 ? Ffi.errno() : 0;
    Reference.reachabilityFence(programs);
    Reference.reachabilityFence(links);
    if (errno == Errno.EINVAL || errno == Errno.E2BIG || errno == Errno.ENODEV) {
      return List.of();
    }
    if (errno != 0 && errno != Errno.ENOENT) {
      throw new KernelException("query " + type, errno, "");
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; errno == 0 && i < attr.getInt(ProgQuery.PROG_CNT); i++) {
      int link = links.getInt(i * Integer.BYTES);
      entries.add(
          new Entry(
              programs.getInt(i * Integer.BYTES),
              link == 0 ? OptionalInt.empty() : OptionalInt.of(link)));
    }
    return entries;
  }
}
