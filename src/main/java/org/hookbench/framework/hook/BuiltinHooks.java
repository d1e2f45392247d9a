package org.hookbench.framework.hook;

import java.util.List;
import org.hookbench.kernel.netlink.BpfEncap;

/** The hooks that come with HookBench, in the order that tables show them. */
public final class BuiltinHooks implements HookProvider {
  @Override
  public List<Hook> hooks() {
    return List.of(
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
  }
}
