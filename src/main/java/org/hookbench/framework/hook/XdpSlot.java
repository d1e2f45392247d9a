package org.hookbench.framework.hook;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.KernelProgram;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netlink.XdpAttachment;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;

/**
 * The one place that a device has for an XDP program in a mode, reached over netlink. Every call
 * works in the calling thread's network namespace.
 *
 * <p>Kernel 4.8 (driver), 4.12 (generic); 5.7 to detach a program by itself. Source: {@code
 * linux/if_link.h}, {@code dev_xdp_attach()} of {@code net/core/dev.c}.
 *
 * @param ifindex the device
 * @param mode generic, driver or hardware
 */
public record XdpSlot(int ifindex, Mode mode) {
  /** Who runs the program: the network core on an skb, the driver on its buffer, or the card. */
  public enum Mode {
    GENERIC(2, XdpAttachment.Mode.GENERIC),
    DRIVER(4, XdpAttachment.Mode.NATIVE),
    HARDWARE(8, XdpAttachment.Mode.OFFLOADED);

    private final int flag;
    private final XdpAttachment.Mode attachment;

    Mode(int flag, XdpAttachment.Mode attachment) {
      this.flag = flag;
      this.attachment = attachment;
    }

    /** {@code XDP_FLAGS_*} of the mode. */
    public int flags() {
      return flag;
    }
  }

  /** The name that libxdp gives to the program which runs several others; libxdp(3). */
  private static final String DISPATCHER = "xdp_dispatcher";

  /** What the device has, in words for a user; empty where it has none. */
  static Optional<String> occupant(int ifindex, String device) {
    return there(ifindex)
        .map(
            x ->
                x.byMode().entrySet().stream()
                    .map(e -> named(e.getKey(), e.getValue(), device))
                    .collect(Collectors.joining(", ")));
  }

  private static String named(XdpAttachment.Mode mode, int id, String device) {
    Optional<KernelProgram> program = KernelProgram.byId(id);
    String name = program.map(KernelProgram::name).filter(n -> !n.isEmpty()).orElse("");
    return mode.name().toLowerCase(Locale.ROOT)
        + " XDP program id "
        + id
        + (name.isEmpty() ? "" : " (" + name + ")")
        + " is there"
        + program.map(p -> wayOut(p, device)).orElse("");
  }

  /** Of libxdp's dispatcher, how to run beside it or to take it off; of any other, nothing. */
  public static String wayOut(KernelProgram program, String device) {
    return program.name().equals(DISPATCHER)
        ? "; it is libxdp's and runs others: 'xdp-loader status "
            + device
            + "' lists them, 'xdp-loader unload "
            + device
            + " --all' takes them off"
        : "";
  }

  /** Attaches a program if the slot is empty; never replaces one (XDP_FLAGS_UPDATE_IF_NOEXIST). */
  public void attach(BpfProgram program) {
    try (Rtnl rtnl = Rtnl.open()) {
      rtnl.attachXdp(ifindex, program.fd(), mode.flag);
    }
  }

  /** Detaches that program; the kernel itself checks that it is the one (XDP_FLAGS_REPLACE). */
  public void detach(BpfProgram program) {
    detachFd(program.fd());
  }

  /** As {@link #detach(BpfProgram)}, for a program that another process loaded. */
  public void detach(int programId) {
    try (Fd fd = KernelProgram.open(programId)) {
      detachFd(fd.number());
    }
  }

  private void detachFd(int programFd) {
    try (Rtnl rtnl = Rtnl.open()) {
      rtnl.detachXdp(ifindex, programFd, mode.flag);
    }
  }

  /** The id of the program in the slot, or empty if there is none, or no such device any more. */
  public OptionalInt programId() {
    Integer id = there(ifindex).map(x -> x.byMode().get(mode.attachment)).orElse(null);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** What the device has, in whichever mode. */
  private static Optional<XdpAttachment> there(int ifindex) {
    try (Rtnl rtnl = Rtnl.open()) {
      return rtnl.get(ifindex).xdp();
    } catch (KernelException e) {
      if (e.errno() == Errno.ENODEV) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
