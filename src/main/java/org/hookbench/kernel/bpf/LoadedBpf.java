package org.hookbench.kernel.bpf;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.Structs.LinkInfo;
import org.hookbench.kernel.ffi.Structs.ProgInfo;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * What eBPF the kernel holds, whoever put it there: what {@code bpftool prog}, {@code link} and
 * {@code cgroup} list. What comes or goes meanwhile may be missed.
 *
 * <p>Kernel 5.8 for links; CAP_SYS_ADMIN. Source: bpf(2), {@code linux/bpf.h}.
 */
public final class LoadedBpf {
  private static final int NAME_BYTES = 16;
  private static final int TRACEPOINT_BYTES = 128;
  private static final int RAW_TRACEPOINT_LINK = 1;
  private static final int XDP_LINK = 6;
  private static final int BPF_F_QUERY_EFFECTIVE = 1;

  /** Where in a cgroup programs see sockets and packets, by {@code enum bpf_attach_type}. */
  private static final Map<Integer, String> CGROUP_PLACES =
      Map.ofEntries(
          Map.entry(0, "ingress"),
          Map.entry(1, "egress"),
          Map.entry(2, "sock_create"),
          Map.entry(3, "sock_ops"),
          Map.entry(8, "bind4"),
          Map.entry(9, "bind6"),
          Map.entry(10, "connect4"),
          Map.entry(11, "connect6"),
          Map.entry(12, "post_bind4"),
          Map.entry(13, "post_bind6"),
          Map.entry(14, "sendmsg4"),
          Map.entry(15, "sendmsg6"),
          Map.entry(19, "recvmsg4"),
          Map.entry(20, "recvmsg6"),
          Map.entry(21, "getsockopt"),
          Map.entry(22, "setsockopt"));

  private LoadedBpf() {}

  /**
   * A program.
   *
   * @param id the kernel's
   * @param type of {@code enum bpf_prog_type}
   * @param name the C function's, 15 characters at most; may be empty
   */
  public record Program(int id, int type, String name) {}

  /**
   * A link: a program that is attached.
   *
   * @param id the kernel's
   * @param type of {@code enum bpf_link_type}
   * @param programId what it attaches
   * @param tracepoint of a raw tracepoint's link
   * @param device of an XDP program's link, its interface index in whichever namespace; 0 once it
   *     is gone
   */
  public record Link(
      int id, int type, int programId, Optional<String> tracepoint, OptionalInt device) {}

  /**
   * A program that runs for the sockets of a cgroup.
   *
   * @param place such as {@code egress} or {@code connect4}
   * @param programId the program
   */
  public record OnCgroup(String place, int programId) {}

  /**
   * All programs.
   *
   * @throws KernelException EPERM without CAP_SYS_ADMIN
   */
  public static List<Program> programs() {
    List<Program> programs = new ArrayList<>();
    ByteBuffer next = Ffi.zeroed(Integer.BYTES);
    int id = 0;
    while (advance(Ffi.libbpf().bpf_prog_get_next_id(id, next), "list BPF programs")) {
      id = next.getInt(0);
      read(id, i -> Ffi.libbpf().bpf_prog_get_fd_by_id(i), LoadedBpf::program)
          .ifPresent(programs::add);
    }
    return programs;
  }

  /**
   * All links.
   *
   * @throws KernelException EPERM without CAP_SYS_ADMIN
   */
  public static List<Link> links() {
    List<Link> links = new ArrayList<>();
    ByteBuffer next = Ffi.zeroed(Integer.BYTES);
    int id = 0;
    while (advance(Ffi.libbpf().bpf_link_get_next_id(id, next), "list BPF links")) {
      id = next.getInt(0);
      read(id, i -> Ffi.libbpf().bpf_link_get_fd_by_id(i), LoadedBpf::link).ifPresent(links::add);
    }
    return links;
  }

  /**
   * What runs for the sockets that are made in a cgroup, by its own attachments and those of the
   * cgroups above it. A kernel that does not know one of the places has nothing there.
   *
   * @param cgroup a folder of a cgroup2 file system
   * @throws KernelException ENOENT if it is gone, EPERM without CAP_NET_ADMIN
   */
  public static List<OnCgroup> onCgroup(Path cgroup) {
    List<OnCgroup> found = new ArrayList<>();
    try (Fd fd = Fd.open(cgroup.toString(), 0)) {
      CGROUP_PLACES.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              place ->
                  effective(fd, place.getKey())
                      .forEach(id -> found.add(new OnCgroup(place.getValue(), id))));
    }
    return found;
  }

  private static List<Integer> effective(Fd cgroup, int attachType) {
    try {
      return ProgramQuery.ids(
          cgroup.number(), attachType, BPF_F_QUERY_EFFECTIVE, "list the BPF programs of a cgroup");
    } catch (KernelException e) {
      if (e.errno() == Errno.EINVAL) {
        return List.of();
      }
      throw e;
    }
  }

  private static boolean advance(int result, String operation) {
    if (result == -Errno.ENOENT) {
      return false;
    }
    Sys.checkBpf(result, operation);
    return true;
  }

  private static <T> Optional<T> read(int id, IntFunction<Integer> open, IntFunction<T> info) {
    int number = open.apply(id);
    if (number == -Errno.ENOENT) {
      return Optional.empty(); // it went between the two calls
    }
    try (Fd fd = new Fd(Sys.checkBpf(number, "open a BPF object by its id"))) {
      return Optional.of(info.apply(fd.number()));
    }
  }

  private static Program program(int fd) {
    ByteBuffer info = info(fd, Ffi.zeroed(ProgInfo.SIZE));
    byte[] name = new byte[NAME_BYTES];
    info.get(ProgInfo.NAME, name);
    return new Program(info.getInt(ProgInfo.ID), info.getInt(ProgInfo.TYPE), text(name));
  }

  private static Link link(int fd) {
    ByteBuffer info = info(fd, Ffi.zeroed(LinkInfo.SIZE));
    int type = info.getInt(LinkInfo.TYPE);
    return new Link(
        info.getInt(LinkInfo.ID),
        type,
        info.getInt(LinkInfo.PROG_ID),
        type == RAW_TRACEPOINT_LINK ? Optional.of(tracepoint(fd)) : Optional.empty(),
        type == XDP_LINK ? OptionalInt.of(info.getInt(LinkInfo.IFINDEX)) : OptionalInt.empty());
  }

  private static String tracepoint(int fd) {
    ByteBuffer name = Ffi.zeroed(TRACEPOINT_BYTES);
    ByteBuffer info = Ffi.zeroed(LinkInfo.SIZE);
    info.putLong(LinkInfo.TP_NAME, Ffi.address(name));
    info.putInt(LinkInfo.TP_NAME_LEN, TRACEPOINT_BYTES);
    info(fd, info);
    Reference.reachabilityFence(name);
    byte[] bytes = new byte[TRACEPOINT_BYTES];
    name.get(0, bytes);
    return text(bytes);
  }

  private static ByteBuffer info(int fd, ByteBuffer info) {
    ByteBuffer length = Ffi.zeroed(Integer.BYTES).putInt(0, info.capacity());
    Sys.checkBpf(Ffi.libbpf().bpf_obj_get_info_by_fd(fd, info, length), "read BPF object info");
    return info;
  }

  private static String text(byte[] zeroEnded) {
    return new String(zeroEnded, StandardCharsets.US_ASCII).split("\0", 2)[0];
  }
}
