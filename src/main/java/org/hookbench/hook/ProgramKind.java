package org.hookbench.hook;

import java.util.List;

/** The kinds of program that hooks take, told apart by the ELF section that holds them. */
public enum ProgramKind {
  /** {@code BPF_PROG_TYPE_SCHED_CLS}, on {@code struct __sk_buff}. */
  TC("on_tc", "tc", "tcx", "classifier", "action"),
  /** {@code BPF_PROG_TYPE_XDP}, on {@code struct xdp_md}. */
  XDP("on_xdp", "xdp");

  private final String function;
  private final List<String> sections;

  ProgramKind(String function, String... sections) {
    this.function = function;
    this.sections = List.of(sections);
  }

  /** The name that this kind's function has in each program of ours. */
  public String function() {
    return function;
  }

  /** Whether a program in this ELF section is of this kind, e.g. {@code "xdp/main"}. */
  public boolean fits(String section) {
    String head = section.split("/", 2)[0];
    return sections.contains(head) || (this == XDP && head.startsWith("xdp."));
  }

  /** The ELF sections whose programs are of this kind. */
  public List<String> sections() {
    return sections;
  }
}
