package org.hookbench.framework.hook;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.hookbench.kernel.bpf.ProgramType;

/** The kinds of program that hooks take, distinguished by the ELF section that holds them. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum ProgramKind {
  /** {@code BPF_PROG_TYPE_SCHED_CLS}, on {@code struct __sk_buff}. */
  TC("on_tc", ProgramType.SCHED_CLS, "tc", "tcx", "netkit", "classifier", "action"),
  /** {@code BPF_PROG_TYPE_XDP}, on {@code struct xdp_md}. */
  XDP("on_xdp", ProgramType.XDP, "xdp", "xdp.frags"),
  /** {@code BPF_PROG_TYPE_CGROUP_SKB}, on {@code struct __sk_buff} from the IP header on. */
  CGROUP_SKB("on_cgroup_skb", "cgroup/skb", "cgroup_skb"),
  /** {@code BPF_PROG_TYPE_SOCK_OPS}, on {@code struct bpf_sock_ops}. */
  SOCK_OPS("on_sock_ops", "sockops"),
  /** {@code BPF_PROG_TYPE_CGROUP_SOCK_ADDR} at connect(2) to an IPv4 address. */
  CONNECT4("on_connect4", "cgroup/connect4"),
  /** {@code BPF_PROG_TYPE_CGROUP_SOCK_ADDR} at connect(2) to an IPv6 address. */
  CONNECT6("on_connect6", "cgroup/connect6"),
  /** {@code BPF_PROG_TYPE_CGROUP_SOCK_ADDR} at sendmsg(2) to an IPv4 address. */
  SENDMSG4("on_sendmsg4", "cgroup/sendmsg4"),
  /** {@code BPF_PROG_TYPE_NETFILTER}, on {@code struct bpf_nf_ctx}. */
  NETFILTER("on_netfilter", ProgramType.NETFILTER, "netfilter"),
  /** {@code BPF_PROG_TYPE_SK_LOOKUP}, on {@code struct bpf_sk_lookup}. */
  SK_LOOKUP("on_sk_lookup", "sk_lookup"),
  /** {@code BPF_PROG_TYPE_SOCKET_FILTER}, on {@code struct __sk_buff}. */
  SOCKET_FILTER("on_socket_filter", "socket"),
  /** {@code BPF_PROG_TYPE_SK_SKB} as a stream verdict, on {@code struct __sk_buff}. */
  SK_SKB("on_sk_skb", "sk_skb/stream_verdict"),
  /** {@code BPF_PROG_TYPE_SK_MSG}, on {@code struct sk_msg_md}. */
  SK_MSG("on_sk_msg", "sk_msg"),
  /** {@code BPF_PROG_TYPE_LWT_IN}, on {@code struct __sk_buff} from the IP header on. */
  LWT_IN("on_lwt_in", "lwt_in"),
  /** {@code BPF_PROG_TYPE_LWT_OUT}. */
  LWT_OUT("on_lwt_out", "lwt_out"),
  /** {@code BPF_PROG_TYPE_LWT_XMIT}. */
  LWT_XMIT("on_lwt_xmit", "lwt_xmit"),
  /** {@code BPF_PROG_TYPE_FLOW_DISSECTOR}, on {@code struct __sk_buff}. */
  FLOW_DISSECTOR("on_flow_dissector", "flow_dissector"),
  /** {@code BPF_PROG_TYPE_RAW_TRACEPOINT}, on the tracepoint's arguments as bare numbers. */
  RAW_TP("on_raw_tp", "raw_tp", "raw_tracepoint"),
  /** {@code BPF_PROG_TYPE_TRACING} at a tracepoint, on its arguments with their types. */
  TP_BTF("on_tp_btf", ProgramType.TP_BTF, "tp_btf"),
  /** {@code BPF_PROG_TYPE_TRACING} at a function's entry, on its arguments with their types. */
  FENTRY("on_fentry", ProgramType.FENTRY, "fentry");

  private final String function;
  private final Optional<ProgramType> type;
  private final List<String> sections;

  ProgramKind(String function, String... sections) {
    this.function = function;
    this.type = Optional.empty();
    this.sections = List.of(sections);
  }

  ProgramKind(String function, ProgramType type, String... sections) {
    this.function = function;
    this.type = Optional.of(type);
    this.sections = List.of(sections);
  }

  /** The return value with which such a program lets everything pass. */
  public int passes() {
    return switch (this) {
      case TC, LWT_IN, LWT_OUT, LWT_XMIT -> 0; // TC_ACT_OK, BPF_OK
      case RAW_TP, TP_BTF, FENTRY -> 0; // they decide nothing
      case XDP -> 2; // XDP_PASS
      case SOCKET_FILTER -> 0x40000; // bytes to keep
      case FLOW_DISSECTOR -> 129; // BPF_FLOW_DISSECTOR_CONTINUE
      default -> 1; // allow, NF_ACCEPT, SK_PASS
    };
  }

  /**
   * Whether BPF_PROG_TEST_RUN times a run of such a program. Of a tracing program it runs functions
   * made for the kernel's own tests, and tells no time.
   */
  public boolean hasTimedTestRun() {
    return this != RAW_TP && this != TP_BTF && this != FENTRY;
  }

  /** The program's type, where a section of its kind does not tell it to every libbpf. */
  public Optional<ProgramType> type() {
    return type;
  }

  /** The name that this kind's function has in each program of ours. */
  public String function() {
    return function;
  }

  /** Whether a program in this ELF section is of this kind, e.g. {@code "xdp/main"}. */
  public boolean fits(String section) {
    return sections.stream().anyMatch(s -> section.equals(s) || section.startsWith(s + "/"));
  }

  /** The kind of a program in this ELF section, if any hook takes it. */
  public static Optional<ProgramKind> of(String section) {
    return Stream.of(values()).filter(k -> k.fits(section)).findFirst();
  }

  /** The ELF sections whose programs are of this kind. */
  public List<String> sections() {
    return sections;
  }
}
