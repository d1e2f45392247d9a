package org.hookbench.kernel.sys;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What this process is allowed to do. Source: capabilities(7), the CapEff line of proc(5). */
public enum Capabilities {
  CAP_NET_ADMIN(12, true, "make devices, attach to them"),
  CAP_SYS_ADMIN(21, true, "make namespaces, count program runs"),
  CAP_BPF(39, true, "load programs"),
  CAP_PERFMON(38, false, "profile the kernel"),
  CAP_SYSLOG(34, false, "read the kernel's symbols for a profile"),
  CAP_NET_RAW(13, false, "open AF_XDP and packet sockets");

  private final int bit;
  private final boolean needed;
  private final String purpose;

  Capabilities(int bit, boolean needed, String purpose) {
    this.bit = bit;
    this.needed = needed;
    this.purpose = purpose;
  }

  /** Whether no run can do without it. */
  public boolean isNeeded() {
    return needed;
  }

  /** What it is for, as the end of "needed to ...". */
  public String purpose() {
    return purpose;
  }

  /** Those that a run needs and this process lacks. */
  public static List<Capabilities> missing() {
    Set<Capabilities> held = effective();
    List<Capabilities> missing = new ArrayList<>();
    for (Capabilities c : values()) {
      if (c.needed && !held.contains(c)) {
        missing.add(c);
      }
    }
    return missing;
  }

  /** Why this process may not measure, in words for a user; empty where it may. */
  public static Optional<String> refusal() {
    List<Capabilities> missing = missing();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "this process lacks "
                + missing.stream().map(Enum::name).collect(Collectors.joining(", "))
                + "; run it as root (sudo)");
  }

  /**
   * Those in effect by a process's status. Before Linux 5.8 CAP_SYS_ADMIN was CAP_BPF and
   * CAP_PERFMON as well, and it still implies both.
   *
   * @param status the text of /proc/PID/status; without a CapEff line there are none
   */
  public static Set<Capabilities> effective(String status) {
    long bits =
        status
            .lines()
            .filter(line -> line.startsWith("CapEff:"))
            .findFirst()
            .map(line -> Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16))
            .orElse(0L);
    Set<Capabilities> held = EnumSet.noneOf(Capabilities.class);
    for (Capabilities c : values()) {
      boolean implied = c == CAP_BPF || c == CAP_PERFMON;
      if (has(bits, c) || implied && has(bits, CAP_SYS_ADMIN)) {
        held.add(c);
      }
    }
    return held;
  }

  private static boolean has(long bits, Capabilities c) {
    return (bits >>> c.bit & 1) == 1;
  }

  private static Set<Capabilities> effective() {
    try {
      return effective(KernelFile.read(Path.of("/proc/self/status")));
    } catch (KernelException e) {
      throw e.withHint("is /proc mounted?");
    }
  }
}
