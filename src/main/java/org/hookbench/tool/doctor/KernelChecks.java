package org.hookbench.tool.doctor;

import java.lang.module.ModuleDescriptor.Version;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel, and what it was told to forbid. */
final class KernelChecks {
  private static final String RELEASE = "proc/sys/kernel/osrelease";
  private static final Version OLDEST = Version.parse("5.8");
  private static final Version MEMCG_ACCOUNTING = Version.parse("5.11");
  private static final Pattern NUMBERS = Pattern.compile("\\d+(\\.\\d+)*");
  private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");
  private static final Pattern MEMLOCK =
      Pattern.compile("^Max locked memory +(\\S+)", Pattern.MULTILINE);

  private KernelChecks() {}

  /** The running kernel's version without what a distribution adds to it. */
  static Version version(MachineFiles files) {
    Matcher m = NUMBERS.matcher(files.text(RELEASE));
    return Version.parse(m.find() ? m.group() : "0");
  }

  static Finding release(Machine machine) {
    String fact = "Linux " + machine.files().text(RELEASE);
    return version(machine.files()).compareTo(OLDEST) >= 0
        ? Finding.ok(fact)
        : Finding.blocked(
            fact,
            "Linux 5.8 is needed: without BPF_ENABLE_STATS no program run is counted",
            "boot a kernel of 5.8 or later");
  }

  static Finding btf(Machine machine) {
    return machine.files().has("sys/kernel/btf/vmlinux")
        ? Finding.ok("/sys/kernel/btf/vmlinux is there")
        : Finding.warning(
            "no /sys/kernel/btf/vmlinux",
            "the programs that come with HookBench load; CO-RE programs, and those that trace by"
                + " BTF (fentry, tp_btf), don't",
            "boot a kernel with CONFIG_DEBUG_INFO_BTF=y");
  }

  static Finding lockdown(Machine machine) {
    MachineFiles.Reading file = machine.files().read("sys/kernel/security/lockdown");
    Matcher m = CHOSEN.matcher(file.text().orElse(""));
    if (file.refused()) {
      return Finding.unknown("lockdown can't be read", "which mode it is");
    }
    if (!m.find()) {
      return Finding.ok("no lockdown");
    }
    return switch (m.group(1)) {
      case "none" -> Finding.ok("lockdown none");
      case "integrity" ->
          Finding.ok(
              "lockdown integrity",
              "network hooks work; only programs that write to user memory are refused");
      default ->
          Finding.warning(
              "lockdown " + m.group(1),
              "programs can't read kernel memory, and tracing and kernel profiles are refused",
              "boot without lockdown=" + m.group(1) + " (Secure Boot may set it)");
    };
  }

  static Finding memlock(Machine machine) {
    Matcher m = MEMLOCK.matcher(machine.files().text("proc/self/limits"));
    String limit = m.find() ? m.group(1) : "unknown";
    String fact = "RLIMIT_MEMLOCK " + limit + (limit.matches("\\d+") ? " bytes" : "");
    if (version(machine.files()).compareTo(MEMCG_ACCOUNTING) >= 0) {
      return Finding.ok(fact, "of no consequence since Linux 5.11");
    }
    return limit.equals("unlimited")
        ? Finding.ok(fact)
        : Finding.warning(
            fact,
            "before Linux 5.11 programs count towards it; libbpf raises it, which needs"
                + " CAP_SYS_RESOURCE",
            "ulimit -l unlimited");
  }
}
