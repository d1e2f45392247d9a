package org.hookbench.bpf;

/**
 * A program type as the kernel numbers it, for sections that libbpf does not know, or takes for
 * another type: 1.1 knows none of {@code tcx/...}, {@code netkit/...} and {@code netfilter}.
 *
 * <p>Source: {@code enum bpf_prog_type} of {@code linux/bpf.h}.
 *
 * @param type {@code BPF_PROG_TYPE_*}
 * @param expectedAttach what the program is loaded for
 * @param needs the kernel that has it, in words; empty where every kernel with eBPF links has it
 */
public record ProgramType(int type, AttachType expectedAttach, String needs) {
  /** {@code BPF_PROG_TYPE_SCHED_CLS}; only a link to tcx may look at what it is loaded for. */
  public static final ProgramType SCHED_CLS = new ProgramType(3, AttachType.TCX_INGRESS, "");

  /** {@code BPF_PROG_TYPE_XDP}. */
  public static final ProgramType XDP = new ProgramType(6, AttachType.XDP, "");

  /** {@code BPF_PROG_TYPE_NETFILTER}. */
  public static final ProgramType NETFILTER =
      new ProgramType(32, AttachType.NETFILTER, "Linux 6.4 and CONFIG_NETFILTER_BPF_LINK");
}
