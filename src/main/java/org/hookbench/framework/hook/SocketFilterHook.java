package org.hookbench.framework.hook;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.SocketFilter;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * A filter on the receiving socket ({@code SO_ATTACH_BPF}), as tcpdump and DHCP clients have one.
 *
 * <p>The kernel tells whether an eBPF filter is there, but not which one: asked for the program's
 * id, an attachment answers with that of the program that it attached, as long as there is a
 * filter. For the same reason it can't tell whether somebody has since put another filter in its
 * place, and would detach that one.
 *
 * <p>Source: socket(7).
 */
final class SocketFilterHook implements Hook {
  @Override
  public String name() {
    return "socket_filter";
  }

  @Override
  public String where() {
    return "socket filter: when a packet is put into the receiving socket's queue";
  }

  @Override
  public String kernel() {
    return "Linux 3.19";
  }

  @Override
  public Event event() {
    return Event.RECEIVED;
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(ProgramKind.SOCKET_FILTER);
  }

  @Override
  public Scope scope() {
    return Scope.SOCKET;
  }

  @Override
  public boolean detachesByItself() {
    return true;
  }

  @Override
  public Attachment attach(Target target, BpfProgram program) {
    target.namespace().requireCurrent();
    var filter = new SocketFilter(target.requireSocket());
    try {
      filter.attach(program);
    } catch (KernelException e) {
      filter.close();
      throw Refusal.of(
          this,
          target,
          e,
          Map.of(Errno.EEXIST, "another filter of this socket is there; see 'bpftool prog list'"));
    }
    int id = program.id();
    return new HeldAttachment(
        () -> filter.isTaken() ? OptionalInt.of(id) : OptionalInt.empty(),
        () -> {
          if (filter.isTaken()) {
            filter.detach();
          }
          filter.close();
        });
  }
}
