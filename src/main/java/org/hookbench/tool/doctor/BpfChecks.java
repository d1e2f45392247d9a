package org.hookbench.tool.doctor;

/**
 * How the kernel runs eBPF. Source: the kernel's {@code admin-guide/sysctl/net.rst}, kernel.rst.
 */
final class BpfChecks {
  private BpfChecks() {}

  static Finding jit(Machine machine) {
    MachineFiles.Reading enable = machine.files().read("proc/sys/net/core/bpf_jit_enable");
    if (enable.refused()) {
      return Finding.unknown("net.core.bpf_jit_enable can't be read", "whether the JIT is on");
    }
    if (enable.text().isEmpty() && !isFirstNetworkNamespace(machine)) {
      return new Finding(
          Status.UNKNOWN,
          "net.core.bpf_jit_enable is not seen from here",
          "the machine's first network namespace has it",
          "");
    }
    return switch (enable.text().orElse("")) {
      case "" ->
          Finding.warning(
              "this kernel has no BPF JIT",
              "programs are interpreted, several times slower than elsewhere",
              "boot a kernel with CONFIG_BPF_JIT=y");
      case "0" ->
          Finding.warning(
              "net.core.bpf_jit_enable = 0",
              "programs are interpreted, several times slower than elsewhere",
              "sysctl -w net.core.bpf_jit_enable=1");
      case "1" -> Finding.ok("on");
      default ->
          Finding.warning(
              "net.core.bpf_jit_enable = " + enable.text().get(),
              "on, and every program's code goes to the kernel's log",
              "sysctl -w net.core.bpf_jit_enable=1");
    };
  }

  /** Elsewhere the kernel shows a few of these files only, and none of eBPF's. */
  private static boolean isFirstNetworkNamespace(Machine machine) {
    return machine.files().has("proc/sys/net/core/netdev_max_backlog");
  }

  static Finding harden(Machine machine) {
    MachineFiles.Reading harden = machine.files().read("proc/sys/net/core/bpf_jit_harden");
    if (harden.refused() || harden.text().isEmpty() && !isFirstNetworkNamespace(machine)) {
      return Finding.unknown(
          "net.core.bpf_jit_harden can't be read", "whether the JIT blinds constants");
    }
    String value = harden.text().orElse("0");
    String fact = "net.core.bpf_jit_harden = " + value;
    return switch (value) {
      case "0" -> Finding.ok(fact);
      case "1" ->
          Finding.ok(
              fact,
              "root's programs are as they are elsewhere; a kernel profile shows none of their"
                  + " names");
      default ->
          Finding.warning(
              fact,
              "constants are blinded in every program, which is then longer and slower",
              "sysctl -w net.core.bpf_jit_harden=0");
    };
  }

  static Finding unprivileged(Machine machine) {
    MachineFiles.Reading file = machine.files().read("proc/sys/kernel/unprivileged_bpf_disabled");
    String fact = "kernel.unprivileged_bpf_disabled = " + file.text().orElse("unknown");
    return Finding.ok(fact, "of no consequence: HookBench's programs need CAP_BPF anyway");
  }

  static Finding statistics(Machine machine) {
    return machine.files().text("proc/sys/kernel/bpf_stats_enabled").equals("1")
        ? Finding.warning(
            "kernel.bpf_stats_enabled = 1",
            "the kernel times every run of every program, some 100 ns each, in the slices too",
            "sysctl -w kernel.bpf_stats_enabled=0")
        : Finding.ok("kernel.bpf_stats_enabled = 0");
  }
}
