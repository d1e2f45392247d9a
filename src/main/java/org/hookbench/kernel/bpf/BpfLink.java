package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import org.apiguardian.api.API;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.Structs.LinkCreateOpts;
import org.hookbench.kernel.ffi.Structs.LinkInfo;
import org.hookbench.kernel.ffi.Structs.LinkUpdateOpts;
import org.hookbench.kernel.ffi.Structs.NetfilterLinkAttr;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.Sys;

/**
 * A program's attachment as an object of the kernel's: it ends when its descriptor is closed, and
 * so with the process, unless it is pinned.
 *
 * <p>Kernel 5.7 and later, by attach type. Source: bpf(2), {@code BPF_LINK_CREATE}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class BpfLink implements AutoCloseable {
  // BPF_LINK_TYPE_CGROUP, _NETNS, _XDP, _TCX, _NETKIT; with them the kernel tells the cgroup, the
  // namespace or the interface index, all at one place, and 0 once it is gone
  private static final Set<Integer> OF_A_TARGET = Set.of(3, 5, 6, 11, 13);

  private static final int BPF_LINK_CREATE = 28;
  private static final int BPF_F_REPLACE = 1 << 2;
  // of a kind of link that has no such call; EPERM: another program is there
  private static final Set<Integer> NO_UPDATE =
      Set.of(-Errno.EINVAL, -Errno.EOPNOTSUPP, -Errno.EPERM);
  private static final int NFPROTO_IPV4 = 2;
  private static final int NFPROTO_IPV6 = 10;

  private final Fd fd;

  /** Takes ownership of a link's descriptor. */
  @API(status = API.Status.INTERNAL)
  public BpfLink(Fd fd) {
    this.fd = fd;
  }

  /**
   * Attaches a program.
   *
   * @param target an interface index, or the descriptor of a cgroup or a network namespace
   * @param flags of the attach type, e.g. XDP's mode; 0 for none
   * @throws org.hookbench.kernel.sys.KernelException if the kernel refuses
   */
  public static BpfLink create(BpfProgram program, int target, AttachType type, int flags) {
    ByteBuffer options = Ffi.zeroed(LinkCreateOpts.SIZE);
    options.putLong(0, LinkCreateOpts.SIZE);
    options.putInt(LinkCreateOpts.FLAGS, flags);
    int fd = Ffi.libbpf().bpf_link_create(program.fd(), target, type.number(), options);
    return new BpfLink(new Fd(Sys.checkBpf(fd, "create a " + type + " link")));
  }

  /**
   * Attaches a program at a hook point of netfilter, in the calling thread's network namespace. By
   * bpf(2) itself: libbpf can do so from 1.3 only.
   *
   * @param ipVersion 4 or 6
   * @param point {@code NF_INET_*}
   * @param priority among the others at this point; lower runs first
   * @throws org.hookbench.kernel.sys.KernelException if the kernel refuses
   */
  public static BpfLink createNetfilter(
      BpfProgram program, int ipVersion, int point, int priority) {
    ByteBuffer attributes = Ffi.zeroed(NetfilterLinkAttr.SIZE);
    attributes.putInt(NetfilterLinkAttr.PROG_FD, program.fd());
    attributes.putInt(NetfilterLinkAttr.ATTACH_TYPE, AttachType.NETFILTER.number());
    attributes.putInt(NetfilterLinkAttr.PF, ipVersion == 4 ? NFPROTO_IPV4 : NFPROTO_IPV6);
    attributes.putInt(NetfilterLinkAttr.HOOKNUM, point);
    attributes.putInt(NetfilterLinkAttr.PRIORITY, priority);
    long fd = BpfCall.of(BPF_LINK_CREATE, attributes);
    return new BpfLink(new Fd((int) Sys.check(fd, "create a netfilter link")));
  }

  /**
   * Attaches a program to a tracepoint of the kernel's, for the whole machine.
   *
   * @throws org.hookbench.kernel.sys.KernelException ENOENT if there is no such tracepoint
   */
  public static BpfLink createRawTracepoint(BpfProgram program, String tracepoint) {
    int fd = Ffi.libbpf().bpf_raw_tracepoint_open(tracepoint, program.fd());
    return new BpfLink(new Fd(Sys.checkBpf(fd, "attach to the tracepoint " + tracepoint)));
  }

  /**
   * Attaches a program of the type tracing to the tracepoint or function that it was loaded for,
   * for the whole machine.
   *
   * @throws org.hookbench.kernel.sys.KernelException if the kernel refuses
   */
  public static BpfLink createTracing(BpfProgram program) {
    int fd = Ffi.libbpf().bpf_raw_tracepoint_open(null, program.fd());
    return new BpfLink(new Fd(Sys.checkBpf(fd, "attach a tracing program")));
  }

  /**
   * Opens a link that was pinned.
   *
   * @throws org.hookbench.kernel.sys.KernelException ENOENT if there is no such pin
   */
  public static BpfLink pinned(Path pin) {
    int fd = Ffi.libbpf().bpf_obj_get(pin.toString());
    return new BpfLink(new Fd(Sys.checkBpf(fd, "open the link " + pin)));
  }

  /**
   * Has the link outlive this process: until the pin is deleted.
   *
   * @param pin a new path in a mounted bpffs
   * @throws org.hookbench.kernel.sys.KernelException EEXIST if it is taken
   */
  public void pin(Path pin) {
    Sys.checkBpf(Ffi.libbpf().bpf_obj_pin(fd.number(), pin.toString()), "pin the link at " + pin);
  }

  /**
   * Puts another program in the place of the link's, with no moment in which neither is there
   * ({@code BPF_LINK_UPDATE}). Links of XDP (Linux 5.9), cgroups and namespaces (5.7), tcx (6.6)
   * and netkit (6.7) can do so.
   *
   * @param before the program that the link has now, and is to have for the exchange to take place
   * @return false where links of this kind can't, or another program than {@code before} is there
   * @throws org.hookbench.kernel.sys.KernelException if the kernel refuses otherwise
   */
  public boolean update(BpfProgram before, BpfProgram next) {
    ByteBuffer options = Ffi.zeroed(LinkUpdateOpts.SIZE);
    options.putLong(0, LinkUpdateOpts.SIZE);
    options.putInt(LinkUpdateOpts.FLAGS, BPF_F_REPLACE);
    options.putInt(LinkUpdateOpts.OLD_PROG_FD, before.fd());
    int result = Ffi.libbpf().bpf_link_update(fd.number(), next.fd(), options);
    if (NO_UPDATE.contains(result)) {
      return false;
    }
    Sys.checkBpf(result, "exchange the program of the link");
    return true;
  }

  /**
   * Takes the program off at once, though the link stays as long as a descriptor or a pin holds it.
   * Does nothing to a link of a kind that can't be detached.
   */
  public void detach() {
    int result = Ffi.libbpf().bpf_link_detach(fd.number());
    if (result != -Errno.EOPNOTSUPP) {
      Sys.checkBpf(result, "detach the link");
    }
  }

  /** The kernel's id of the link, as {@code bpftool link} lists it. */
  public int id() {
    return info().getInt(LinkInfo.ID);
  }

  /** The kernel's id of the link's program; empty once its target is gone. */
  public OptionalInt programId() {
    ByteBuffer info = info();
    if (OF_A_TARGET.contains(info.getInt(LinkInfo.TYPE)) && info.getInt(LinkInfo.IFINDEX) == 0) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(info.getInt(LinkInfo.PROG_ID));
  }

  private ByteBuffer info() {
    ByteBuffer info = Ffi.zeroed(LinkInfo.SIZE);
    ByteBuffer length = Ffi.zeroed(Integer.BYTES).putInt(0, LinkInfo.SIZE);
    Sys.checkBpf(Ffi.libbpf().bpf_obj_get_info_by_fd(fd.number(), info, length), "read link info");
    return info;
  }

  @Override
  public void close() {
    fd.close();
  }
}
