package org.hookbench.framework.hook;

import java.util.Map;
import java.util.Optional;
import org.hookbench.kernel.bpf.AttachType;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.sys.Errno;

/**
 * A netkit device's own program, at the primary end of the pair, which is the lane's sender: what
 * the device does with a packet is for the program to say. A program at the peer ({@code
 * BPF_NETKIT_PEER}) is the same code for packets the other way.
 *
 * <p>Source: {@code drivers/net/netkit.c}.
 */
final class Netkit extends LinkHook {
  @Override
  public String name() {
    return "netkit";
  }

  @Override
  public String where() {
    return "netkit: in the sender's device, when the stack hands it a packet for the other end";
  }

  @Override
  public String kernel() {
    return "Linux 6.7 (CONFIG_NETKIT)";
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(ProgramKind.TC);
  }

  @Override
  public Side side() {
    return Side.SENDER;
  }

  @Override
  public Optional<String> requiredLink() {
    return Optional.of("netkit");
  }

  @Override
  BpfLink link(Target target, BpfProgram program) {
    return BpfLink.create(program, target.ifindex(), AttachType.NETKIT_PRIMARY, 0);
  }

  @Override
  Map<Integer, String> hints(Target target) {
    return Map.of(
        Errno.EACCES,
        target.device() + " is the peer end of a netkit pair; attach at the primary end",
        Errno.ENXIO,
        target.device() + " is no netkit device; use -p link=netkit",
        Errno.EEXIST,
        "this very program is there; see 'bpftool net show dev " + target.device() + "'");
  }
}
