package org.hookbench.tool.doctor;

import org.hookbench.kernel.sys.Capabilities;

/**
 * What a profile of the kernel needs. Source: the kernel's {@code admin-guide/sysctl/kernel.rst}.
 */
final class ProfilerChecks {
  private ProfilerChecks() {}

  static Finding perfEvents(Machine machine) {
    String level = machine.files().text("proc/sys/kernel/perf_event_paranoid");
    String fact = "kernel.perf_event_paranoid = " + level;
    if (level.isEmpty()) {
      return Finding.warning(
          "this kernel has no perf events",
          "it can't be profiled",
          "boot a kernel with CONFIG_PERF_EVENTS=y");
    }
    if (PrivilegeChecks.held(machine).contains(Capabilities.CAP_PERFMON)) {
      return Finding.ok(fact, "of no consequence with CAP_PERFMON");
    }
    return Integer.parseInt(level) <= 0
        ? Finding.ok(fact)
        : Finding.warning(
            fact,
            "this user can't profile a CPU's kernel",
            "sysctl -w kernel.perf_event_paranoid=0");
  }

  /** Source: {@code kallsyms_show_value} of {@code kernel/ksyms_common.c}. */
  static Finding symbols(Machine machine) {
    String level = machine.files().text("proc/sys/kernel/kptr_restrict");
    boolean syslog = PrivilegeChecks.held(machine).contains(Capabilities.CAP_SYSLOG);
    String paranoid = machine.files().text("proc/sys/kernel/perf_event_paranoid");
    boolean open = level.equals("0") && paranoid.matches("-1|0|1");
    String fact = "kernel.kptr_restrict = " + (level.isEmpty() ? "unknown" : level);
    if (open || syslog && !level.equals("2")) {
      return Finding.ok(fact);
    }
    return Finding.warning(
        fact,
        "/proc/kallsyms shows no address to this user: a kernel profile has no names",
        level.equals("2")
            ? "sysctl -w kernel.kptr_restrict=0"
            : "run it as root (sudo), or: sysctl -w kernel.kptr_restrict=0"
                + " kernel.perf_event_paranoid=1");
  }
}
