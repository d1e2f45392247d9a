package org.hookbench.bpf;

/**
 * A program type as the kernel numbers it, for sections that an older libbpf does not know.
 *
 * <p>Source: {@code enum bpf_prog_type} of {@code linux/bpf.h}.
 *
 * @param type {@code BPF_PROG_TYPE_*}
 * @param expectedAttach what the program is loaded for
 * @param needs the kernel that has it, in words
 */
public record ProgramType(int type, AttachType expectedAttach, String needs) {
  /** {@code BPF_PROG_TYPE_NETFILTER}; libbpf 1.1 does not know its section. */
  public static final ProgramType NETFILTER =
      new ProgramType(32, AttachType.NETFILTER, "Linux 6.4 and CONFIG_NETFILTER_BPF_LINK");
}
