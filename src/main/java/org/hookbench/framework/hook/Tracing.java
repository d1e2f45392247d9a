package org.hookbench.framework.hook;

import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.sys.Errno;

/**
 * A tracing program on the packet's path: it sees every packet of the machine, and decides nothing.
 * Programs of HookBench's own stand where a packet comes up from its device, once each, over veth
 * and loopback alike: at the tracepoint netif_receive_skb, or at the entry of the function around
 * it. A user's own program is attached to what its section names, as libbpf would.
 *
 * <p>Source: bpf(2), {@code BPF_RAW_TRACEPOINT_OPEN}; {@code __netif_receive_skb_core()} of {@code
 * net/core/dev.c}.
 */
public final class Tracing extends LinkHook {
  /** The tracepoint that programs of HookBench's own are attached to. */
  public static final String TRACEPOINT = "netif_receive_skb";

  /** The ways to get there. */
  enum Point {
    RAW_TP(ProgramKind.RAW_TP, "Linux 4.17; by link 5.8", "tracepoint netif_receive_skb"),
    TP_BTF(
        ProgramKind.TP_BTF,
        "Linux 5.5; by link 5.8",
        "tracepoint netif_receive_skb, arguments typed by BTF"),
    FENTRY(
        ProgramKind.FENTRY,
        "Linux 5.5 with BPF trampolines; by link 5.8",
        "entry of __netif_receive_skb_one_core or __netif_receive_skb");

    private final ProgramKind kind;
    private final String kernel;
    private final String where;

    Point(ProgramKind kind, String kernel, String where) {
      this.kind = kind;
      this.kernel = kernel;
      this.where = where;
    }
  }

  private final Point point;

  Tracing(Point point) {
    this.point = point;
  }

  @Override
  public String name() {
    return point.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String where() {
    return point.where + ", before xdpgeneric and tc; every packet of the machine";
  }

  @Override
  public String kernel() {
    return point.kernel;
  }

  @Override
  public Event event() {
    return Event.RECEIVED;
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.of(point.kind);
  }

  @Override
  public Scope scope() {
    return Scope.MACHINE;
  }

  @Override
  public boolean takesSeveral() {
    return true;
  }

  @Override
  BpfLink link(Target target, BpfProgram program) {
    return point == Point.RAW_TP
        ? BpfLink.createRawTracepoint(program, program.target().orElse(TRACEPOINT))
        : BpfLink.createTracing(program);
  }

  @Override
  Map<Integer, String> hints(Target target) {
    String lacks = "the kernel can't attach it (needs " + kernel() + ")";
    return Map.of(
        Errno.ENOENT,
        "this kernel has no tracepoint of the name in the program's section; 'perf list' names them",
        Errno.EBUSY,
        "another user of the function's entry is there; see 'bpftool link' and"
            + " /sys/kernel/tracing/enabled_functions",
        Errno.EINVAL,
        lacks,
        Errno.EOPNOTSUPP,
        lacks);
  }
}
