package org.hookbench.framework.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.Target;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.netlink.PairKind;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netlink.VethOptions;
import org.hookbench.kernel.netns.NetNs;

/**
 * Keeps XDP programs attached somewhere while they move from lane to lane. A program that enters or
 * leaves the kernel's XDP dispatcher has the kernel rewrite that and wait for RCU, some 10 to 35
 * ms; one that is attached elsewhere as well stays in it.
 *
 * <p>Each program is attached in native mode to a veth of its own that is down and carries nothing.
 * In generic mode it would switch on the code path of generic XDP for every device of the machine.
 * The dispatcher holds the same programs that it would hold without this, so calls of them cost the
 * same. All of it is in a namespace of its own and gone with the process.
 *
 * <p>Source: {@code kernel/bpf/dispatcher.c}, {@code bpf_dispatcher_change_prog}.
 */
final class Keeper implements AutoCloseable {
  private final Hook nativeXdp = Hooks.required("xdpdrv");
  private final List<Attachment> attachments = new ArrayList<>();
  private Optional<NetNs> namespace = Optional.empty();

  /** Keeps an XDP program until this is closed, which must be before the program is. */
  void keep(BpfProgram program) {
    NetNs ns = namespace.orElseGet(() -> NetNs.anonymous("keeper"));
    namespace = Optional.of(ns);
    String device = "ka" + attachments.size();
    try (Rtnl rtnl = Rtnl.open(ns)) {
      int index =
          rtnl.createPair(
              PairKind.VETH, device, ns, "kb" + attachments.size(), VethOptions.DEFAULT);
      Target target = new Target(ns, device, index);
      attachments.add(ns.call(() -> nativeXdp.attach(target, program)));
    }
  }

  @Override
  public void close() {
    attachments.forEach(Attachment::close);
    attachments.clear();
    namespace.ifPresent(NetNs::close);
  }
}
