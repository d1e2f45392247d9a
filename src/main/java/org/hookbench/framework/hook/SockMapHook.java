package org.hookbench.framework.hook;

import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.AttachType;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.SockMap;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * The verdict on the data of one TCP socket that is in a sockmap: of what it received ({@code
 * sk_skb}, a stream verdict) or of what it is to send ({@code sk_msg}). What service meshes splice
 * sockets with; a program that passes pays for the way through the sockmap's own queue or buffer.
 *
 * <p>Source: the kernel's {@code Documentation/bpf/map_sockmap.rst}.
 */
final class SockMapHook implements Hook {
  private final Side side;

  /**
   * @param side the receiver's is {@code sk_skb}, the sender's {@code sk_msg}
   */
  SockMapHook(Side side) {
    this.side = side;
  }

  @Override
  public String name() {
    return side == Side.RECEIVER ? "sk_skb" : "sk_msg";
  }

  @Override
  public String where() {
    return side == Side.RECEIVER
        ? "sockmap stream verdict: on data that the receiving socket has got, before it is read"
        : "sockmap message verdict: on the sender, at send(2), before TCP has the data";
  }

  @Override
  public String kernel() {
    return "Linux 5.18";
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(side == Side.RECEIVER ? ProgramKind.SK_SKB : ProgramKind.SK_MSG);
  }

  @Override
  public Scope scope() {
    return Scope.SOCKET;
  }

  @Override
  public Side side() {
    return side;
  }

  @Override
  public Event event() {
    return Event.DATA;
  }

  @Override
  public boolean detachesByItself() {
    return true;
  }

  @Override
  public Attachment attach(Target target, BpfProgram program) {
    target.namespace().requireCurrent();
    AttachType verdict =
        side == Side.RECEIVER ? AttachType.SK_SKB_STREAM_VERDICT : AttachType.SK_MSG_VERDICT;
    try {
      SockMap map = SockMap.attach(program, verdict, target.requireSocket());
      return new HeldAttachment(map::programId, map::close);
    } catch (KernelException e) {
      throw Refusal.of(
          this,
          target,
          e,
          Map.of(
              Errno.EBUSY,
              "another sockmap's program for this socket is there; see 'bpftool map list'",
              Errno.EINVAL,
              Need.of("such sockmaps", "5.18", "CONFIG_BPF_STREAM_PARSER")));
    }
  }
}
