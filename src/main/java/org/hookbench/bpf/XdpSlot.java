package org.hookbench.bpf;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.hookbench.ffi.Ffi;
import org.hookbench.ffi.Structs.XdpAttachOpts;
import org.hookbench.ffi.Structs.XdpQueryOpts;
import org.hookbench.kernel.Fd;
import org.hookbench.kernel.Sys;

/**
 * The one place that a device has for an XDP program in a mode, reached over netlink. Every call
 * works in the calling thread's network namespace.
 *
 * <p>Kernel 4.8 (driver), 4.12 (generic). Source: {@code linux/if_link.h}, libbpf's {@code
 * bpf_xdp_*}.
 *
 * @param ifindex the device
 * @param mode generic or driver
 */
public record XdpSlot(int ifindex, Mode mode) {
  private static final int XDP_FLAGS_UPDATE_IF_NOEXIST = 1;

  /** Who runs the program: the network core on an skb, the driver on its buffer, or the card. */
  public enum Mode {
    GENERIC(2, XdpQueryOpts.SKB_PROG_ID),
    DRIVER(4, XdpQueryOpts.DRV_PROG_ID),
    HARDWARE(8, XdpQueryOpts.HW_PROG_ID);

    private final int flag;
    private final int idOffset;

    Mode(int flag, int idOffset) {
      this.flag = flag;
      this.idOffset = idOffset;
    }

    /** {@code XDP_FLAGS_*} of the mode. */
    public int flags() {
      return flag;
    }
  }

  /** Attaches a program if the slot is empty; never replaces one (XDP_FLAGS_UPDATE_IF_NOEXIST). */
  public void attach(BpfProgram program) {
    Sys.checkBpf(
        Ffi.libbpf()
            .bpf_xdp_attach(
                ifindex, program.fd(), mode.flag | XDP_FLAGS_UPDATE_IF_NOEXIST, options(0)),
        "attach the XDP program");
  }

  /** Detaches that program; the kernel itself checks that it is the one (XDP_FLAGS_REPLACE). */
  public void detach(BpfProgram program) {
    Sys.checkBpf(
        Ffi.libbpf().bpf_xdp_detach(ifindex, mode.flag, options(program.fd())),
        "detach the XDP program");
  }

  /** As {@link #detach(BpfProgram)}, for a program that another process loaded. */
  public void detach(int programId) {
    String operation = "open program " + programId;
    try (Fd fd = new Fd(Sys.checkBpf(Ffi.libbpf().bpf_prog_get_fd_by_id(programId), operation))) {
      Sys.checkBpf(
          Ffi.libbpf().bpf_xdp_detach(ifindex, mode.flag, options(fd.number())),
          "detach the XDP program");
    }
  }

  /** The id of the program in the slot, or empty if there is none. */
  public OptionalInt programId() {
    ByteBuffer options = Ffi.zeroed(XdpQueryOpts.SIZE);
    options.putLong(0, XdpQueryOpts.SIZE);
    int result = Ffi.libbpf().bpf_xdp_query(ifindex, mode.flag, options);
    int id = result < 0 ? 0 : options.getInt(mode.idOffset);
    return id == 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  private static ByteBuffer options(int oldProgramFd) {
    ByteBuffer options = Ffi.zeroed(XdpAttachOpts.SIZE);
    options.putLong(0, XdpAttachOpts.SIZE);
    options.putInt(XdpAttachOpts.OLD_PROG_FD, oldProgramFd);
    return options;
  }
}
