package org.hookbench.hook;

import java.util.Optional;
import org.hookbench.bpf.BpfProgram;
import org.hookbench.bpf.TcFilter;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;
import org.hookbench.netlink.Rtnl;

/**
 * The ingress side of a clsact qdisc, with a cls_bpf filter in direct-action mode: what {@code tc
 * filter add dev DEV ingress bpf da} does.
 *
 * <p>Source: tc-bpf(8).
 */
final class TcIngress implements Hook {
  // a handle and priority of our own ("HB"), so that a filter of somebody else's is never meant
  static final int HANDLE = 0x4842;
  static final int PRIORITY = 0x4842;

  @Override
  public String name() {
    return "tc";
  }

  @Override
  public String where() {
    return "clsact ingress: once the skb is built, before the network stack";
  }

  @Override
  public String kernel() {
    return "Linux 4.5 (clsact)";
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(ProgramKind.TC);
  }

  @Override
  public boolean detachesByItself() {
    return false;
  }

  @Override
  public Attachment attach(Target target, BpfProgram program) {
    target.namespace().requireCurrent();
    var filter = new TcFilter(target.ifindex(), TcFilter.Direction.INGRESS, HANDLE, PRIORITY);
    boolean madeClsact = false;
    try {
      madeClsact = filter.createClsact();
      filter.attach(program);
    } catch (KernelException e) {
      if (madeClsact) {
        filter.destroyClsact();
      }
      throw new KernelException(
          "attach tc to " + target.device(), e.errno(), hint(e.errno(), target.device()));
    }
    boolean ours = madeClsact;
    return new OwnedAttachment(
        target,
        program.id(),
        filter::programId,
        filter::detach,
        () -> {
          if (ours && !isInUse(target)) {
            filter.destroyClsact();
          }
        });
  }

  /** Somebody else may have put a filter at the clsact that we made: it goes with the qdisc. */
  private static boolean isInUse(Target target) {
    try (Rtnl rtnl = Rtnl.open()) {
      return rtnl.hasClsactFilters(target.ifindex());
    }
  }

  private static String hint(int errno, String device) {
    return switch (errno) {
      case Errno.EEXIST, Errno.EBUSY ->
          "a filter with this handle (0x4842) and priority (18498) is there; see 'tc filter show dev "
              + device
              + " ingress'";
      case Errno.ENODEV -> "the device is gone";
      case Errno.EPERM -> "needs CAP_NET_ADMIN; run as root";
      case Errno.ENOENT, Errno.EOPNOTSUPP -> "the kernel lacks sch_ingress or cls_bpf";
      default -> "";
    };
  }
}
