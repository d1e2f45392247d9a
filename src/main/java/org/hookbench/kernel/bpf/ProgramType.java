package org.hookbench.kernel.bpf;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A program type as the kernel numbers it, for sections that libbpf does not know, takes for
 * another type, or that don't say everything: 1.1 knows none of {@code tcx/...}, {@code netkit/...}
 * and {@code netfilter}.
 *
 * <p>Source: {@code enum bpf_prog_type} of {@code linux/bpf.h}.
 *
 * @param type {@code BPF_PROG_TYPE_*}
 * @param expectedAttach what the program is loaded for
 * @param needs the kernel that has it, in words; empty where every kernel with eBPF links has it
 * @param functions of the kernel's, the first of which that it has is what a program is loaded for
 *     whose section names none; empty for a type that is not loaded for a function
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ProgramType(
    int type, AttachType expectedAttach, String needs, List<String> functions) {
  private static final int TRACING_TYPE = 26;

  /** {@code BPF_PROG_TYPE_SCHED_CLS}; only a link to tcx may look at what it is loaded for. */
  public static final ProgramType SCHED_CLS =
      new ProgramType(3, AttachType.TCX_INGRESS, "", List.of());

  /** {@code BPF_PROG_TYPE_XDP}. */
  public static final ProgramType XDP = new ProgramType(6, AttachType.XDP, "", List.of());

  /** {@code BPF_PROG_TYPE_NETFILTER}. */
  public static final ProgramType NETFILTER =
      new ProgramType(
          32, AttachType.NETFILTER, "Linux 6.4 and CONFIG_NETFILTER_BPF_LINK", List.of());

  /** {@code BPF_PROG_TYPE_TRACING} at a raw tracepoint whose arguments have their types by BTF. */
  public static final ProgramType TP_BTF =
      new ProgramType(
          TRACING_TYPE,
          AttachType.TRACE_RAW_TP,
          "Linux 5.5, CONFIG_BPF_EVENTS and CONFIG_DEBUG_INFO_BTF",
          List.of());

  /**
   * {@code BPF_PROG_TYPE_TRACING} at the entry of a function. By default one that every packet
   * passes once on its way up from a device, next to the tracepoint netif_receive_skb. Both are
   * static, so that a compiler may have put one into its callers; both have the packet as their
   * first argument, its data beginning at the IP header.
   */
  public static final ProgramType FENTRY =
      new ProgramType(
          TRACING_TYPE,
          AttachType.TRACE_FENTRY,
          "Linux 5.5, CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS, CONFIG_DEBUG_INFO_BTF, and that"
              + " nothing on this machine forbids BPF trampolines",
          List.of("__netif_receive_skb_one_core", "__netif_receive_skb"));
}
