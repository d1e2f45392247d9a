package org.hookbench.framework.hook;

import java.util.List;
import java.util.Optional;
import org.hookbench.kernel.netlink.BpfEncap;

/** The registry: every hook that can be measured, in the order that tables show them. */
public final class Hooks {
  private static final List<Hook> ALL =
      List.of(
          new None(),
          new Clsact(Side.RECEIVER),
          new Clsact(Side.SENDER),
          new Tcx(Side.RECEIVER),
          new Tcx(Side.SENDER),
          new Netkit(),
          new Xdp(XdpSlot.Mode.GENERIC),
          new Xdp(XdpSlot.Mode.DRIVER),
          new XdpLink(),
          new Netfilter(Netfilter.Point.PREROUTING),
          new Netfilter(Netfilter.Point.INPUT),
          new Netfilter(Netfilter.Point.OUTPUT),
          new Netfilter(Netfilter.Point.POSTROUTING),
          new SkLookup(),
          new FlowDissector(),
          new CgroupHook(CgroupHook.Point.SKB_INGRESS),
          new CgroupHook(CgroupHook.Point.SKB_EGRESS),
          new CgroupHook(CgroupHook.Point.SOCK_OPS),
          new CgroupHook(CgroupHook.Point.CONNECT4),
          new CgroupHook(CgroupHook.Point.CONNECT6),
          new CgroupHook(CgroupHook.Point.SENDMSG4),
          new Lwt(BpfEncap.Point.IN),
          new Lwt(BpfEncap.Point.OUT),
          new Lwt(BpfEncap.Point.XMIT),
          new SocketFilterHook(),
          new SockMapHook(Side.RECEIVER),
          new SockMapHook(Side.SENDER),
          new Tracing(Tracing.Point.RAW_TP),
          new Tracing(Tracing.Point.TP_BTF),
          new Tracing(Tracing.Point.FENTRY));

  private Hooks() {}

  /** Every hook, {@code none} first. */
  public static List<Hook> all() {
    return ALL;
  }

  /** The hook of that name. */
  public static Optional<Hook> named(String name) {
    return ALL.stream().filter(h -> h.name().equals(name)).findFirst();
  }

  /** Nothing attached. */
  public static Hook none() {
    return ALL.get(0);
  }
}
