package org.hookbench.bpf;

/**
 * A program type as the kernel numbers it, for sections that an older libbpf does not know.
 *
 * <p>Source: {@code enum bpf_prog_type} of {@code linux/bpf.h}.
 *
 * @param type {@code BPF_PROG_TYPE_*}
 * @param expectedAttach what the program is loaded for
 */
public record ProgramType(int type, AttachType expectedAttach) {
  /** {@code BPF_PROG_TYPE_NETFILTER}; libbpf 1.1 does not know its section. */
  public static final ProgramType NETFILTER = new ProgramType(32, AttachType.NETFILTER);
}
