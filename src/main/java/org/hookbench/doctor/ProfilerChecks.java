package org.hookbench.doctor;

import java.util.Set;
import org.hookbench.kernel.Capabilities;

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

  static Finding symbols(Machine machine) {
    String level = machine.files().text("proc/sys/kernel/kptr_restrict");
    Set<Capabilities> held = PrivilegeChecks.held(machine);
    String fact = "kernel.kptr_restrict = " + (level.isEmpty() ? "unknown" : level);
    String follows = "/proc/kallsyms shows no address: a kernel profile has no names";
    String mend = "sysctl -w kernel.kptr_restrict=0";
    if (level.equals("2")) {
      return Finding.warning(fact, follows, mend);
    }
    return held.contains(Capabilities.CAP_SYSLOG) || level.equals("0")
        ? Finding.ok(fact)
        : Finding.warning(fact, follows, mend);
  }
}
