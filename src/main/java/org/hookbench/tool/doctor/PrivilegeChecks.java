package org.hookbench.tool.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hookbench.kernel.sys.Capabilities;

/** What this process may do. Source: capabilities(7). */
final class PrivilegeChecks {
  private PrivilegeChecks() {}

  static Set<Capabilities> held(Machine machine) {
    return Capabilities.effective(machine.files().text("proc/self/status"));
  }

  /** Those that no run can do without. */
  static Finding needed(Machine machine) {
    List<Capabilities> missing = missing(machine, Capabilities::isNeeded);
    return missing.isEmpty()
        ? Finding.ok("has " + names(Capabilities::isNeeded))
        : Finding.blocked(
            "lacks " + names(missing::contains), purposes(missing), "run it as root (sudo)");
  }

  /** Those that a part of HookBench needs. */
  static Finding useful(Machine machine) {
    List<Capabilities> missing = missing(machine, c -> !c.isNeeded());
    return missing.isEmpty()
        ? Finding.ok("has " + names(c -> !c.isNeeded()))
        : Finding.warning(
            "lacks " + names(missing::contains), purposes(missing), "run it as root (sudo)");
  }

  private static List<Capabilities> missing(Machine machine, Predicate<Capabilities> which) {
    Set<Capabilities> held = held(machine);
    return Arrays.stream(Capabilities.values())
        .filter(which)
        .filter(c -> !held.contains(c))
        .toList();
  }

  private static String names(Predicate<Capabilities> which) {
    return Arrays.stream(Capabilities.values())
        .filter(which)
        .map(Enum::name)
        .collect(Collectors.joining(", "));
  }

  private static String purposes(List<Capabilities> missing) {
    return "needed to "
        + missing.stream().map(Capabilities::purpose).collect(Collectors.joining("; "));
  }
}
