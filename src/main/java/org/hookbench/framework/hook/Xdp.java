package org.hookbench.framework.hook;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.AttachType;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * XDP over netlink, as {@code ip link set DEV xdpgeneric object ...} attaches it, but never over a
 * program that is there.
 *
 * <p>Source: ip-link(8), {@code net/core/dev.c}.
 */
final class Xdp implements Hook {
  private static final Set<String> WITHOUT_NATIVE_XDP = Set.of("lo", "netkit");

  private final XdpSlot.Mode mode;

  Xdp(XdpSlot.Mode mode) {
    this.mode = mode;
  }

  @Override
  public String name() {
    return mode == XdpSlot.Mode.GENERIC ? "xdpgeneric" : "xdpdrv";
  }

  @Override
  public String where() {
    return mode == XdpSlot.Mode.GENERIC
        ? "generic XDP: on a built skb, made linear first, before tc; stops GRO on the device"
        : "native XDP: in the driver, before the skb is built; on veth the peer loses its GSO";
  }

  @Override
  public String kernel() {
    return mode == XdpSlot.Mode.GENERIC ? "Linux 4.12" : "Linux 4.8; on veth 4.19";
  }

  @Override
  public Event event() {
    return mode == XdpSlot.Mode.GENERIC ? Event.UNREDIRECTED : Event.CROSSED;
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(ProgramKind.XDP);
  }

  @Override
  public boolean detachesByItself() {
    return false;
  }

  @Override
  public Attachment attach(Target target, BpfProgram program) {
    target.namespace().requireCurrent();
    var slot = new XdpSlot(target.ifindex(), mode);
    try {
      slot.attach(program);
    } catch (KernelException e) {
      throw Refusal.of(this, target, e, hints(target));
    }
    return new OwnedAttachment(
        target, program.id(), slot::programId, () -> slot.detach(program), () -> {});
  }

  @Override
  public Attachment attachForProcess(Target target, BpfProgram program) {
    target.namespace().requireCurrent();
    try {
      return new LinkAttachment(
          BpfLink.create(program, target.ifindex(), AttachType.XDP, mode.flags()));
    } catch (KernelException e) {
      if (e.errno() == Errno.EINVAL && !target.isGone()) {
        // before Linux 5.9 there are no XDP links
        return attach(target, program);
      }
      throw Refusal.of(this, target, e, hints(target));
    }
  }

  @Override
  public boolean endsWithProcess() {
    return true;
  }

  @Override
  public Optional<Attachment> resume(Target target, boolean madeQdisc) {
    target.namespace().requireCurrent();
    var slot = new XdpSlot(target.ifindex(), mode);
    int programId = slot.programId().orElse(0);
    return Optional.of(
        new OwnedAttachment(
            target, programId, slot::programId, () -> slot.detach(programId), () -> {}));
  }

  @Override
  public Optional<String> lackedBy(String link, int ipVersion) {
    return mode == XdpSlot.Mode.DRIVER ? lacksNativeXdp(link) : Optional.empty();
  }

  /** In words for a user; whichever way the program is attached. */
  static Optional<String> lacksNativeXdp(String link) {
    return WITHOUT_NATIVE_XDP.contains(link)
        ? Optional.of(
            "needs a driver with native XDP, which link="
                + link
                + " has not; use hook=xdpgeneric, or link=veth")
        : Optional.empty();
  }

  /** What an errno means on a device, however the program is attached to it. */
  static Map<Integer, String> hints(Target target) {
    String device = target.device();
    String taken =
        XdpSlot.occupant(target.ifindex(), device).orElse("see 'ip link show dev " + device + "'");
    return Map.of(
        Errno.EBUSY,
        taken,
        Errno.EEXIST,
        taken,
        Errno.EOPNOTSUPP,
        "use hook=xdpgeneric" + (device.equals("lo") ? ", or link=veth" : ""),
        Errno.ERANGE,
        "the MTU is too large for native XDP (on veth 3506 is the most); make it smaller"
            + " (-p mtu=1500) or use hook=xdpgeneric");
  }
}
